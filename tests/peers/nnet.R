# R's nnet: one hidden layer of logistic units or none, logistic or linear outputs. Its optimiser starts with a step along
# the gradient of its E, the sum of e^2 (scale 1), of length 1 or, where its line search finds that too long, shorter. The
# weights of patterns make it eta, so nnet() itself does the update.
suppressMessages(library(nnet))

input <- file("stdin", "r")
number <- function(words) {
  vapply(words, function(w) {
    readBin(as.raw(strtoi(substring(w, seq(1, 15, 2), seq(2, 16, 2)), 16L)), "double", 1, endian = "big")
  }, 0, USE.NAMES = FALSE)
}
bits <- function(v) {
  paste(vapply(v, function(x) paste(as.character(writeBin(x, raw(), endian = "big")), collapse = ""), ""),
        collapse = " ")
}
say <- function(...) {
  cat(..., "\n", sep = "")
  flush(stdout())
}

answer <- function(c) {
  depth <- length(c$widths) - 1
  if (!all(is.finite(c(c$scale, c$eta, c$alpha, unlist(c$s), unlist(c$t), unlist(c$w), unlist(c$previous))))) {
    return("refused a number is not finite")
  }
  f <- c$activations
  if (depth > 2 || (depth == 2 && f[1] != "logistic") || !(f[depth] %in% c("logistic", "identity"))) {
    return("skipped one hidden layer of logistic units, logistic or linear outputs")
  }
  if (c$alpha != 0 || length(c$previous) > 0 || c$eta == 0) {
    return("skipped no momentum, eta above 0")
  }
  w <- unlist(c$w)
  step <- function(w, p, eta) {
    x <- do.call(rbind, c$s[p])
    y <- do.call(rbind, c$t[p])
    nnet(x, y, weights = rep(eta, length(p)), size = if (depth == 2) c$widths[2] else 0, skip = depth == 1,
         Wts = w, linout = f[depth] == "identity", maxit = 1, trace = FALSE)$wts
  }
  outputs <- function(w, p) {
    x <- do.call(rbind, c$s[p])
    net <- nnet(x, do.call(rbind, c$t[p]), size = if (depth == 2) c$widths[2] else 0, skip = depth == 1, Wts = w,
                linout = f[depth] == "identity", maxit = 0, trace = FALSE)
    predict(net, x)
  }
  rows <- base::c()
  for (u in seq_len(c$patterns / c$batch)) {
    p <- (u - 1) * c$batch + seq_len(c$batch)
    y <- outputs(w, p)
    rows <- base::c(rows, vapply(seq_along(p), function(i) paste("y", p[i], depth, bits(y[i, ])), ""))
    moved <- step(w, p, c$eta)
    short <- (step(w, p, c$eta / 4096) - w) * 4096
    if (max(abs(moved - w - short)) > 0.01 * max(abs(short))) {
      return("skipped its line search takes a shorter step")
    }
    w <- moved
    at <- 0
    for (l in seq_len(depth)) {
      for (k in seq_len(c$widths[l + 1])) {
        rows <- base::c(rows, paste("w_new", u, l, k, bits(w[at + seq_len(c$widths[l] + 1)])))
        at <- at + c$widths[l] + 1
      }
    }
  }
  rows
}

while (length(line <- readLines(input, 1)) > 0 && line != "end") {}
say("bpv 1\nname R nnet\nscale 3ff0000000000000\nreduce sum\nend")
c <- NULL
while (length(line <- readLines(input, 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  key <- words[1]
  if (key == "case") {
    c <- list(id = words[2], s = list(), t = list(), w = list(), previous = list())
  } else if (key == "end") {
    say(paste(c(paste("answer", c$id), answer(c), "end"), collapse = "\n"))
  } else if (key %in% c("widths", "batch", "patterns")) {
    c[[key]] <- as.integer(words[-1])
  } else if (key %in% c("scale", "eta", "alpha")) {
    c[[key]] <- number(words[2])
  } else if (key == "activations") {
    c[[key]] <- words[-1]
  } else if (key %in% c("s", "t")) {
    c[[key]] <- base::c(c[[key]], list(number(words[-(1:2)])))
  } else if (key %in% c("w", "previous")) {
    c[[key]] <- base::c(c[[key]], list(number(words[-(1:3)])))
  }
}

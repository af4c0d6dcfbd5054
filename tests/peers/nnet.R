# R's nnet: one hidden layer of logistic units or none, logistic or linear outputs; E is the sum of squares, scale 1. The
# gradient comes from the routine that nnet's own optimiser calls.
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
  if (c$patterns != c$batch) {
    return("skipped gradients only, no updates")
  }
  x <- do.call(rbind, c$s)
  y <- do.call(rbind, c$t)
  w <- unlist(c$w)
  net <- nnet(x, y, size = if (depth == 2) c$widths[2] else 0, skip = depth == 1, Wts = w,
              linout = f[depth] == "identity", maxit = 0, trace = FALSE)
  rows <- vapply(seq_len(c$patterns), function(p) paste("y", p, depth, bits(predict(net, x)[p, ])), "")
  n <- length(w)
  .C("VR_set_net", as.integer(net$n), as.integer(net$nconn), as.integer(net$conn), as.double(rep(0, n)),
     as.integer(net$nsunits), 0L, 0L, 0L, PACKAGE = "nnet")
  .C("VR_set_train", as.integer(nrow(x)), as.double(cbind(x, y)), as.double(rep(1, nrow(x))), PACKAGE = "nnet")
  result <- .C("VR_dfunc", as.double(w), df = double(n), fp = double(1), PACKAGE = "nnet")
  .C("VR_unset_train", PACKAGE = "nnet")
  .C("VR_unset_net", PACKAGE = "nnet")
  rows <- c(rows, paste("E 1", bits(result$fp)))
  at <- 0
  for (l in seq_len(depth)) {
    for (k in seq_len(c$widths[l + 1])) {
      rows <- c(rows, paste("dE_dw 1", l, k, bits(result$df[at + seq_len(c$widths[l] + 1)])))
      at <- at + c$widths[l] + 1
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

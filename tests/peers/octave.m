% Back-propagation by hand in Octave.
1;

% A line, or -1 at the end. fgetl waits for what follows the line, which does not come before the answer.
function line = read_line()
  line = "";
  while true
    c = fread(stdin, 1, "uint8=>char");
    if isempty(c)
      line = -1;
      return;
    elseif c == "\n"
      return;
    end
    line(end + 1) = c;
  end
end

function v = number(words)
  v = hex2num(char(words))';
end

function put(name, places, v)
  printf("%s", name);
  printf(" %d", places);
  h = num2hex(v(:));
  for i = 1:rows(h)
    printf(" %s", h(i, :));
  end
  printf("\n");
end

function y = f(name, x)
  switch name
    case "logistic"
      y = 1 ./ (1 + exp(-x));
    case "tanh"
      y = tanh(x);
    otherwise
      y = x;
  end
end

function d = slope(name, y)
  switch name
    case "logistic"
      d = y .* (1 - y);
    case "tanh"
      d = 1 - y .* y;
    otherwise
      d = ones(size(y));
  end
end

function weights(name, u, w)
  for l = 1:numel(w)
    for k = 1:rows(w{l})
      put(name, [u l k], w{l}(k, :));
    end
  end
end

function answer(c)
  w = c.w;
  change = c.previous;
  depth = numel(w);
  for u = 1:(c.patterns / c.batch)
    gradient = cellfun(@(v) zeros(size(v)), w, "UniformOutput", false);
    E = 0;
    for p = ((u - 1) * c.batch + 1):(u * c.batch)
      y = {c.s(p, :)'};
      for l = 1:depth
        x = w{l} * [1; y{l}];
        y{l + 1} = f(c.activations{l}, x);
        put("x", [p l], x);
        put("y", [p l], y{l + 1});
      end
      e = c.t(p, :)' - y{end};
      put("e", p, e);
      E += c.scale * (e' * e);
      delta = 2 * c.scale * e .* slope(c.activations{depth}, y{end});
      for l = depth:-1:1
        put("delta", [p l], delta);
        gradient{l} -= delta * [1; y{l}]';
        if l > 1
          total = w{l}(:, 2:end)' * delta;
          put("sum", [p l - 1], total);
          delta = slope(c.activations{l - 1}, y{l}) .* total;
        end
      end
    end
    share = 1;
    if c.mean
      share = c.batch;
    end
    for l = 1:depth
      gradient{l} /= share;
      change{l} = -c.eta * gradient{l} + c.alpha * change{l};
      w{l} += change{l};
    end
    put("E", u, E / share);
    weights("dE_dw", u, gradient);
    weights("change", u, change);
    weights("w_new", u, w);
  end
end

while ischar(line = read_line()) && ! strcmp(line, "end")
end
printf("bpv 1\nname Octave by hand\nend\n");
fflush(stdout);
c = struct();
while ischar(line = read_line())
  words = strsplit(line, " ");
  switch words{1}
    case "case"
      c = struct("id", words{2}, "s", [], "t", [], "finite", true);
    case "widths"
      c.widths = str2double(words(2:end));
      c.w = c.previous = cell(1, numel(c.widths) - 1);
      for l = 1:numel(c.w)
        c.w{l} = c.previous{l} = zeros(c.widths(l + 1), c.widths(l) + 1);
      end
    case "activations"
      c.activations = words(2:end);
    case "reduce"
      c.mean = strcmp(words{2}, "mean");
    case {"batch", "patterns"}
      c.(words{1}) = str2double(words{2});
    case {"scale", "eta", "alpha"}
      c.(words{1}) = number(words(2));
      c.finite = c.finite && isfinite(c.(words{1}));
    case {"s", "t"}
      v = number(words(3:end));
      c.(words{1})(end + 1, :) = v;
      c.finite = c.finite && all(isfinite(v));
    case {"w", "previous"}
      v = number(words(4:end));
      c.(words{1}){str2double(words{2})}(str2double(words{3}), :) = v;
      c.finite = c.finite && all(isfinite(v));
    case "end"
      printf("answer %s\n", c.id);
      if c.finite
        answer(c);
      else
        printf("refused a number is not finite\n");
      end
      printf("end\n");
      fflush(stdout);
  end
end

#!/bin/sh
# Shows what WP said of a module; passed if its run ended with 0.
set -eu
cat "$1"
[ "$(tail -n 1 "$1")" = "exit status 0" ]

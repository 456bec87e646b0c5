#!/bin/busybox sh
# Runs a program from the host: a line with the number of blocks of 4096 bytes, an archive with
# `program`, its arguments a line each in `arguments`, and its libraries in `lib`; what follows is
# the program's input. The last line of the output says how it ended.
read -r blocks
place=$(mktemp -d /tmp/errand.XXXXXX)
cd "$place" || exit 1
dd bs=4096 count="$blocks" iflag=fullblock 2>/dev/null | cpio -i -d 2>/dev/null
set --
while read -r argument; do set -- "$@" "$argument"; done < arguments
LD_LIBRARY_PATH="$place/lib" ./program "$@"
echo "errand ended with $?"
cd /
rm -rf "$place"

#!/bin/busybox sh
# Starts the guest. `outpost_user`, from the kernel's command line, is the host's user, who must be
# known here: D-Bus lets a client in as the user that it says it is.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
while read -r module; do
    insmod "/lib/modules/$module" || echo "module $module was not loaded"
done < /lib/modules/order

printf 'root:x:0:0::/:/bin/sh\nhost:x:%s:0::/:/bin/sh\n' "$outpost_user" > /etc/passwd
printf 'root:x:0:\n' > /etc/group
ip link set lo up
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up

systemd-udevd --daemon
socat TCP-LISTEN:5556,fork,reuseaddr EXEC:/bin/errand,stderr &

dbus-daemon --config-file=/etc/dbus.conf --fork --nopidfile
bluetoothd -n &

# In turn, so that the first controller is hci0.
attach() {
    btattach -B "/dev/$1" -P h4 -S 115200 -N &
    while [ ! -e "/sys/class/bluetooth/$2" ]; do usleep 50000; done
}
power() {
    dbus-send --system --print-reply --dest=org.bluez "/org/bluez/$1" \
        org.freedesktop.DBus.Properties.Set \
        string:org.bluez.Adapter1 string:Powered variant:boolean:true > /dev/null 2>&1
}
attach ttyS1 hci0
attach ttyS2 hci1
until power hci0; do usleep 50000; done
until power hci1; do usleep 50000; done

echo "ready after $(cut -d' ' -f1 /proc/uptime) s"
# The first answer from here tells the host that everything above is done. As the host's user, since
# that is whom the bus sees.
exec su host -c 'exec socat TCP-LISTEN:5555,fork,reuseaddr,nodelay UNIX-CONNECT:/run/dbus/system_bus_socket'

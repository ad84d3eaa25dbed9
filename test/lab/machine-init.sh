#!/bin/sh
# Process 1 of a machine of the lab: waits for ever, and takes in whatever ends without a parent. When it is killed, the kernel kills
# every other process of the machine, as pulling the plug does.
sleep infinity &
wait

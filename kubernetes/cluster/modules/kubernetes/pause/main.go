// Command pause holds what it is started in. By itself it waits until it is told to end: the container that keeps the namespaces of a pod.
// With a command it is the first process of a PID namespace: it runs that, passes on what it is told, buries whoever loses its parent, and
// ends as the command does.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ending := make(chan os.Signal, 1)
	signal.Notify(ending, syscall.SIGINT, syscall.SIGTERM)
	orphans := make(chan os.Signal, 1)
	signal.Notify(orphans, syscall.SIGCHLD)
	command := 0
	if len(os.Args) > 1 {
		command = start(os.Args[1:])
	}
	for {
		select {
		case told := <-ending:
			if command == 0 {
				return
			}
			_ = syscall.Kill(command, told.(syscall.Signal))
		case <-orphans:
			if status, ended := bury(command); ended {
				os.Exit(status)
			}
		}
	}
}

func start(arguments []string) int {
	process, err := os.StartProcess(arguments[0], arguments, &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr}})
	if err != nil {
		fmt.Fprintln(os.Stderr, "pause:", err)
		os.Exit(127)
	}
	return process.Pid
}

// bury takes leave of every child that has ended, and says whether the command was one of them, and how it ended.
func bury(command int) (status int, ended bool) {
	for {
		var how syscall.WaitStatus
		child, err := syscall.Wait4(-1, &how, syscall.WNOHANG, nil)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil || child <= 0 {
			return status, ended
		}
		if child == command {
			ended = true
			status = how.ExitStatus()
			if how.Signaled() {
				status = 128 + int(how.Signal())
			}
		}
	}
}

package process

import (
	"os"
	"os/exec"
)

// Exec gives an Options.Start that runs a program on this machine, which must
// call child.Main; args begins with what it is called as. The worker's standard
// output and error are this process's own, for what does not go through its Link;
// its standard input is empty.
func Exec(path string, args ...string) func(worker string) (Proc, error) {
	return func(string) (Proc, error) {
		cmd := &exec.Cmd{Path: path, Args: args}
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		return start(cmd)
	}
}

// proc is a Proc of this machine.
type proc struct {
	cmd     *exec.Cmd
	in, out *os.File // to it, from it
}

func (p *proc) Read(b []byte) (int, error)  { return p.out.Read(b) }
func (p *proc) Write(b []byte) (int, error) { return p.in.Write(b) }
func (p *proc) PID() int                    { return p.cmd.Process.Pid }

// Wait implements Proc.
func (p *proc) Wait() Death {
	// How it ended is in the state, which is there whatever Wait says.
	_ = p.cmd.Wait()
	p.in.Close()
	p.out.Close()
	return deathOf(p.cmd.ProcessState)
}

// pipes makes the two ends of a conversation: those of the pool, and those that
// its worker gets.
func pipes() (ours *proc, theirs [2]*os.File, err error) {
	taskOut, taskIn, err := os.Pipe()
	if err != nil {
		return nil, theirs, err
	}
	answerOut, answerIn, err := os.Pipe()
	if err != nil {
		taskOut.Close()
		taskIn.Close()
		return nil, theirs, err
	}
	return &proc{in: taskIn, out: answerOut}, [2]*os.File{taskOut, answerIn}, nil
}

// begin starts the command, once its files are set.
func (p *proc) begin(cmd *exec.Cmd, theirs [2]*os.File) (Proc, error) {
	p.cmd = cmd
	err := cmd.Start()
	theirs[0].Close()
	theirs[1].Close()
	if err != nil {
		p.in.Close()
		p.out.Close()
		return nil, err
	}
	return p, nil
}

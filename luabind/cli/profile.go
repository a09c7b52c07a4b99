package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"luafut/luabind/profile"
)

// profiling is the profile of one run. It is written once, at whatever end.
type profiling struct {
	recorder *profile.Recorder
	file     string
	device   *os.File // what the file is where that is no plain one, else nil
	write    func() error
}

// profiled does run with a profile of it written to the file of --profile; where
// there is no such flag it just does it.
func (r *running) profiled(script string, run func() int) int {
	if r.profile == "" {
		return run()
	}
	if takesScript(r.profile) {
		return r.fail(exitUsage, "--profile %s would overwrite the script; name the file to write before it: --profile out.pb.gz %[1]s", r.profile)
	}
	p := &profiling{file: r.profile}
	if err := p.try(); err != nil {
		code := exitUsage
		if errors.Is(err, fs.ErrPermission) {
			code = exitNotPermitted
		}
		return r.fail(code, "cannot write the profile %s: %v", r.profile, err)
	}
	p.recorder = profile.NewRecorder(script)
	p.write = sync.OnceValue(func() error {
		p.recorder.Stop()
		return p.save()
	})
	r.profiling = p
	code := run()
	if err := p.write(); err != nil && code == exitOK {
		return r.fail(exitFailed, "cannot write the profile %s: %v", r.profile, err)
	}
	return code
}

// try finds out whether the file can be written, before anything is run for it.
func (p *profiling) try() error {
	info, err := os.Stat(p.file)
	if err == nil && !info.Mode().IsRegular() {
		// Such as a pipe, which cannot be replaced by another file.
		p.device, err = os.OpenFile(p.file, os.O_WRONLY, 0)
		return plain(err)
	}
	f, err := os.CreateTemp(filepath.Dir(p.file), filepath.Base(p.file)+".*")
	if err != nil {
		return plain(err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func (p *profiling) save() error {
	if p.device != nil {
		return errors.Join(p.recorder.Write(p.device), p.device.Close())
	}
	var b bytes.Buffer
	if err := p.recorder.Write(&b); err != nil {
		return err
	}
	return plain(replaceFile(p.file, b.Bytes()))
}

// exit ends the program where a script or a signal has it end at once.
func (c *command) exit(code int) {
	if c.profiling != nil {
		if err := c.profiling.write(); err != nil {
			c.fail(code, "cannot write the profile %s: %v", c.profiling.file, err)
		}
	}
	os.Exit(code)
}

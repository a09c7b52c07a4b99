package luabind

import "runtime/debug"

// release is the version of this source.
const release = "0.1.0"

// Version is the release, with the commit it was built from where the build
// knows it.
func Version() string {
	version, commit := Build()
	if len(commit) < 12 {
		return version
	}
	return version + " (" + commit[:12] + ")"
}

// Build is the release, and the commit it was built from; "" where the build
// does not know it.
func Build() (version, commit string) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	return release, commit
}

// Package luabind makes Lua states that have all of luafut in them.
//
//	script ──▶ row (bind.Func) ──▶ checked Go values ──▶ engine, session ──▶ (value, error) ──▶ script
//
//	vm/                  the Lua lock, Lua threads, interrupts, script loading
//	bind/                rows, classes, kinds, options: the only package that handles the Lua stack
//	luafutures/ luahttp/ luahtml/ luaqueue/ …   one package, one Lua module
//	modules.go           the table of contents: every module that require gives
//	state.go             State: a Lua state, its main script, its end
//	observe/  profile/   statistics, metrics and traces of a run; its profile
//	signals.go           what SIGINT and SIGTERM do to a state
//	worker.go            the states of workers; observed.go what a worker process tells of itself
//	report.go            what a person reads: errors (errortext.go), stalls, what every task is doing
//	travel/              Lua values and functions to bytes and back
//	source/  explain/  check/   Lua text taken apart; hints at errors; mistakes found without running
//	docs/                the reference, the guide, the editor files
//	repl/  cli/          the prompt, the command
//
// To add a Lua function: write a row (a bind.Func) in the package of its
// module; nothing else is to be done. Its parameters' types are what is
// checked, and help, reference and editor files are printed from it. To add a
// module: a package with a bind.Module, and a line in modules.go.
//
// Tasks of a thread pool run in the script's own Lua state, one at a time, as
// Python's threads do under its lock. A row's function holds the Lua lock; what
// waits goes into Call.Wait, and what computes long without Lua values into
// Call.Unlocked, or Call.Work where it can be stopped, so that the other tasks run
// meanwhile.
package luabind

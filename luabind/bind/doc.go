// Package bind is the one package that handles the Lua stack: modules declare
// what they offer as rows, and bind makes Lua functions of them.
//
//	Module   a table that require gives: functions, kinds, classes, values
//	Func     one row: name, doc, parameters, results, kinds, example, Go function
//	Class    a userdata type: methods, fields, metamethods
//	Kind     an error kind; Err an error of one; Raise the way to Lua
//	Type     what a parameter accepts: the documented type is the checked one
//	Options  a struct with tags that an options table is decoded into
//	Call     one call under way: arguments in, results out, waiting
//
// The way of a call: script → row → checked Go values → the row's Go function →
// (results, error) → script. A Go function returns an error; bind finds its
// kind and raises it. Help, reference, completion and editor files are printed
// from the same rows.
package bind

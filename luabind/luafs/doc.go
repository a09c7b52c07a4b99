// Package luafs is the Lua module fs: files and folders as a whole. Opened files are
// the language's own module io.
//
//	module.go   the module, its error kinds, reading and writing
//	folders.go  listing, finding, making, removing
//	paths.go    paths as text
package luafs

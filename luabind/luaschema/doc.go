// Package luaschema is the Lua module schema: what a record must look like.
//
//	module.go   the module, and the class of schemas
//	spec.go     reading what schema.new is given
//	rule.go     what a field must be
//	check.go    checking a record, and what is wrong with it
//	option.go   schemas as options of other modules
package luaschema

// Package travel turns Lua values and functions into bytes and back: for worker
// processes, for isolated interpreters in this process, and for workers
// anywhere else. It knows nothing of how the bytes get there.
//
//	state A:  EncodeTask ──▶ Message ──▶ Peer.Sources, Message.Body
//	                                            │
//	state B:                     Peer.Learn, Peer.DecodeTask ──▶ function, arguments
//	          EncodeResults, EncodeError ──▶ Message ──▶ … ──▶ Peer.DecodeOutcome
//
//	world.go      Install: what travel keeps for a state, and its globals as they were made
//	task.go       the messages: tasks, results, errors
//	encode.go     values ──▶ bytes; records.go the tables, functions and objects among them
//	decode.go     bytes ──▶ values; fill.go the same
//	where.go      TravelError, which says where in a message something sits that cannot travel
//	failure.go    errors with their tracebacks
//	builtin.go    what is in every state and goes by its name
//	files.go      modules of Lua files, which go by name with their source
//	kind.go       error kinds, which stay what they are
//	codec.go      objects of classes that opted in
//	peer.go       the other side: which chunks of source it has
//	wire.go       the bytes
//
// # What a function is
//
// A Lua function is the hash of its chunk's source, its place among the chunk's
// functions, its upvalues, and the script's globals that it reads, itself or
// through functions within it. Compiling is deterministic: the receiver
// compiles the chunk once and makes the function anew. A chunk goes to a peer
// once, beside the messages (Peer.Sources), so that one message can be sent to
// whichever worker is free, and again to another.
//
// # The body of a message
//
// Chunks travel in CBOR (RFC 8949), bodies in a form of their own: CBOR's
// libraries go through Go values, which know neither shared tables nor cycles,
// and take half as long again to arrive (BenchmarkCBOR). A body is a kind of
// message, its values, and then a record for each table, function and object
// that was met, in the order in which they were met first; where one is met
// again, its number stands for it. So shared parts stay shared, cycles end, and
// neither side is recursive: no nesting is too deep.
package travel

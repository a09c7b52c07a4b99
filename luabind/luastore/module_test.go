package luastore_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luajson"
	"luafut/luabind/luaschema"
	"luafut/luabind/luastore"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luastore.Module) }

func TestModule(t *testing.T) {
	for _, test := range []struct{ code, want string }{
		{`return db:insert("t", {a = 1}), db:insert("t", {a = 2})`, "1 2"},
		{`db:insert("t", {a = 1, up = true, tags = {"x"}, none = json.null})
		  local row = db:query("SELECT * FROM t"):first() return row.a, row.up, row.tags, row.none`, `1 true ["x"] nil`},
		{`db:upsert("t", {a = 1, b = 2, c = 3}, {"a", "b"}) db:upsert("t", {a = 1, b = 2, c = 4}, {"a", "b"})
		  local all = db:query("SELECT * FROM t"):all() return #all, all[1].c`, "1 4"},
		{`for i = 1, 1200 do db:transaction(function() for j = 1, 1 do db:insert("t", {n = i}) end end) end
		  local sum = 0 for row in db:query("SELECT n FROM t WHERE n > ?", 10) do sum = sum + row.n end return sum`, "720545"},
		{`db:insert("t", {n = 1}) for row in db:query("SELECT n FROM t") do break end return db:query("SELECT :x AS y", {x = "z"}):first().y`, "z"},
		{`return db:query("SELECT ? AS a, ? AS b", {1, "x"}):first().b, db:query("SELECT ? AS a, ? AS b", 1, nil):first().b`, "x nil"},
		{`db:query("SELECT 1", {1, x = 2})`, `ArgumentError: Store:query: parameters are a list, or a table by name, but this one has the key the string "x"`},
		{`db:query("SELECT ?", print)`, "ArgumentError: Store:query: parameter 1 is a function, which cannot be kept"},
		{`db:insert("t", {1})`, "ArgumentError: argument 2 'record' of Store:insert must be a record (a table with named fields), not a table"},
		{`db:upsert("t", {a = 1}, {})`, "ArgumentError: Store:upsert: the key must be a name or a list of names, not an empty table"},
		{`db:upsert("t", {a = 1})`, "ArgumentError: argument 3 'key' of Store:upsert must be a string or a table, not nothing"},
		{`db:insert("strict", {id = "x"})`, `SchemaError: strict: id must be a whole number, not the string "x"`},
		{`db:query("SELECT * FROM nowhere")`, "StoreError: PATH: cannot query it: no such table: nowhere"},
		{`db:upsert("t", {a = 1}, "a") db:insert("t", {a = 1})`, "ConstraintError: PATH: cannot write: UNIQUE constraint failed: t.a"},
		{`return db:transaction(function(d) d:insert("t", {a = 1}) return 1, nil, "x" end)`, "1 nil x"},
		{`local ok, e = pcall(db.transaction, db, function() db:insert("t", {a = 1}) error({code = 3}) end)
		  return ok, e.code, #db:columns("t")`, "false 3 0"},
		{`db:transaction(function()
		    db:insert("t", {a = 1})
		    pcall(db.transaction, db, function() db:insert("t", {a = 2}) error("x") end)
		    db:transaction(function() db:insert("t", {a = 3}) end)
		  end) return db:query("SELECT sum(a) AS s FROM t"):first().s`, "4"},
		{`db:transaction(function() db:close() end)`, "RuntimeError: PATH cannot be closed from within a transaction"},
		{`db:close() db:insert("t", {a = 1})`, "StoreError: PATH: cannot write: it is closed"},
		{`store.open(":memory:")`, `StoreError: :memory:: a store is a file; give it a name, such as "votes.db"`},
		{`store.open(path, {schema = schema.new{id = "integer"}})`, "ArgumentError: store.open: option 'schema' must be a table of schemas by table, such as {votes = schema.new{…}}, not one Schema"},
		{`store.open(path, {schema = {votes = 5}})`, "ArgumentError: store.open: option 'schema' must be a Schema, or a table of fields, not the number 5"},
		{`local ok, e = pcall(db.execute, db, "") return e.type, e.message:match("cannot.*")`, "StoreError cannot execute it: there is no statement in the text"},
		{`local ok, e = pcall(db.query, db, " ; -- nothing\n /* at all */ ;") return e.type, e.message:match("cannot.*")`, "StoreError cannot query it: there is no statement in the text"},
		{`db:transaction(function() pcall(db.execute, db, "/*") db:insert("t", {a = 1}) end) return db:query("SELECT a FROM t -- all"):first().a`, "1"},
		{`local ok, e = pcall(db.execute, db, "DELETE FROM t WHERE a = '\0'") return e.type, e.message:match("cannot.*")`, "StoreError cannot execute it: the statement has a NUL byte, at which SQLite would end it; give such text as a parameter"},
		{`db:execute("--c\nCREATE TABLE t (a); -- made\n") return db:execute("/* one */ INSERT INTO t VALUES (1) ; ")`, "1"},
		{`local ok, e = pcall(db.query, db, "SELECT 1; SELECT 2") return e.message:match("cannot.*")`, "cannot query it: the text has more than one statement; give them one by one, in a transaction where they belong together"},
		{`local ok, e = pcall(db.execute, db, "CREATE TABLE t (a); CREATE TABLE u (a)") return e.type, #db:columns("t")`, "StoreError 0"},
		{`db:execute("CREATE TABLE t (a)") db:execute([[CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN
		    UPDATE t SET a = CASE WHEN a > 1 THEN ';' ELSE a END; DELETE FROM t WHERE a = 0; END ; -- made]])
		  db:execute("INSERT INTO t VALUES (2), (0)") return db:query("SELECT a FROM t"):all()[1].a`, ";"},
		{`local ok, e = pcall(db.transaction, db, function() db:insert("t", {a = 1}) db:execute("/* now */ commit") end)
		  return e.message:match("cannot.*"), #db:columns("t")`, "cannot execute it: COMMIT is left to transaction(fn), which keeps all that fn writes, or none of it 0"},
		{`db:execute("CREATE TABLE t (a)") return db:execute("INSERT INTO t VALUES (1), (2)"), db:execute("SELECT 1"), db:execute("CREATE TABLE u (a)"),
		  db:execute("WITH n AS (SELECT 1) UPDATE t SET a = 3 WHERE a IN n"), db:execute("WITH n AS (SELECT 1) SELECT * FROM n"), db:execute("DROP TABLE t")`, "2 0 0 1 0 0"},
		{`local ok, e = pcall(db.query, db, "SELECT ?", 1, 2) return e.message:match("cannot.*")`, "cannot query it: the statement has 1 parameter, and was given 2"},
		{`local ok, e = pcall(db.query, db, "SELECT '?' AS [:a], \"?\" -- ?", {1}) return e.message:match("cannot.*")`, "cannot query it: the statement has no parameter, and was given 1"},
		{`return db:query("SELECT ?2 * 10 + ? AS x /* ? */", 1, 2, 3):first().x`, "23"},
		{`local ok, e = pcall(db.query, db, "SELECT :a", {b = 1}) return db:query("SELECT :a AS a", {a = 1, b = 2}):first().a, e.message:match("cannot.*")`, `1 cannot query it: missing named argument "a"`},
		{`return db:execute("CREATE TABLE t (a)"), db:execute("INSERT INTO t VALUES (?), (?)", 1, 2), db:execute("DELETE FROM t WHERE a > 1")`, "0 2 1"},
		{`db:insert("t", {b = 1, a = 2}) db:insert("t", {c = 3}) return table.concat(db:columns("t"), " ")`, "b a c"},
		{`local kv = db:kv() kv:set("a", {1, {x = json.null}}) kv:set(1, "n") kv:set("1", false)
		  return kv:get("a")[2].x, kv:get(1), kv:get("1"), kv:get("no"), kv:get("no", 5), kv:has(1), kv:has(2)`, "null n false nil 5 true false"},
		{`local kv = db:kv("other") kv:set("a", 1) kv:set("a", nil) kv:set("b", 2) kv:set("b", 3)
		  local s = "" for k, v in kv:iter() do s = s .. k .. v end return s, kv:delete("b"), kv:delete("b")`, "b3 true false"},
		{`db:kv():set("a", print)`, "JSONEncodeError: value: a function cannot be written as JSON"},
	} {
		path := filepath.Join(t.TempDir(), "a.db")
		s := bindtest.NewState(t, luastore.Module, luajson.Module, luaschema.Module)
		got := bindtest.Eval(t, s, fmt.Sprintf("path = %q db = store.open(path, {schema = {strict = {id = 'integer'}}}) %s", path, test.code))
		luastore.Closer(s, func(text string) { t.Error(text) })()
		if want := strings.ReplaceAll(test.want, "PATH", path); got != want {
			t.Errorf("%s\n got %s\nwant %s", test.code, got, want)
		}
	}
}

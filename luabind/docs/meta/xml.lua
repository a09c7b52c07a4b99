---@meta xml

---@class XMLOptions
---@field strict? boolean refuse what is not well-formed; default true. With false, tags that are not closed are, and & may stand alone

---@class XPathOptions
---@field namespaces? table prefixes of the expression and the namespaces that they stand for; default: the prefixes of the document

---An element, or the document that holds it all.
---@class XMLNode
---@field name string The element's name, with its prefix; "" for the document.
---@field namespace string The element's namespace, or "".
local XMLNode = {}

---All text within, as it stands.
---@return string
function XMLNode:text() end

---An attribute's value, or the default where there is none.
---@param name string the name, with its prefix
---@param default? any default nil
---@return string?
function XMLNode:attr(name, default) end

---The attributes by name.
---@return table
function XMLNode:attrs() end

---The list of the elements right within, or of those with a name.
---@param name? string the name, with its prefix
---@return XMLNode[]
function XMLNode:children(name) end

---The first element right within that has a name, or nil.
---@param name string the name, with its prefix
---@return XMLNode?
function XMLNode:child(name) end

---The element that it lies in, or the document; nil for the document.
---@return XMLNode?
function XMLNode:parent() end

---Evaluates an XPath 1.0 expression with the node as its context: a list of elements as nodes, attributes and texts as strings; or the number, string or boolean that the expression comes to.
---@param expr string the expression
---@param opts? XPathOptions options
---@return any
function XMLNode:xpath(expr, opts) end

---The node as XML text.
---@return string
function XMLNode:xml() end

---XML to nodes, and XPath 1.0 over them. A text may be in any charset that it declares; HTML's named characters are known. Nothing is fetched: document types and external entities are left alone.
---@class xmllib
---@field XMLError Kind A text is not well-formed XML; line says where, if that is known.
---@field XPathError Kind An XPath expression cannot be understood.
local xml = {}

---Parses a text and returns its document.
---@param text string XML
---@param opts? XMLOptions options
---@return XMLNode
function xml.parse(text, opts) end

return xml

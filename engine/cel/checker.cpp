#include "engine/cel/checker.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/cel/lexer.hpp"
#include "engine/cel/overloads.hpp"
#include "engine/cel/signatures.hpp"
#include "engine/cel/spelling.hpp"
#include "engine/cel/unifier.hpp"

namespace makegood::cel {

namespace {

bool may_be_key(const Type& type) {
    switch (type.kind()) {
        case TypeKind::dyn:
        case TypeKind::parameter:
        case TypeKind::boolean:
        case TypeKind::int64:
        case TypeKind::uint64:
        case TypeKind::string: return true;
        default: return false;
    }
}

bool is_number(const Type& type) {
    return type.kind() == TypeKind::int64 || type.kind() == TypeKind::uint64 || type.kind() == TypeKind::float64;
}

struct LiteralType {
    Type operator()(std::nullptr_t) const { return TypeKind::null; }
    Type operator()(bool) const { return TypeKind::boolean; }
    Type operator()(std::int64_t) const { return TypeKind::int64; }
    Type operator()(std::uint64_t) const { return TypeKind::uint64; }
    Type operator()(double) const { return TypeKind::float64; }
    Type operator()(const std::string&) const { return TypeKind::string; }
    Type operator()(const Bytes&) const { return TypeKind::bytes; }
};

/// Gives types from the leaves up. What was found wrong is dyn from there on, so that it is told once.
class Checker {
  public:
    Checker(Ast& ast, const Schema& schema)
        : ast_(ast), schema_(schema), unifier_(ast.nodes.size()), overloads_(schema, unifier_) {
        types_.resize(ast.nodes.size());
        locals_.resize(ast.locals);
    }

    SourceFindings check() {
        visit(ast_.root);
        for (std::size_t i = 0; i < types_.size(); ++i) {
            Node& node = ast_.nodes[i];
            if (node.meaning != Meaning::type_name) node.type = unifier_.settled(types_[i]);
        }
        if (unifier_.is_exhausted()) {
            note_whole(ast_.at(ast_.root), "an expression whose types are too large",
                       "one with fewer values inside each other");
        }
        return std::move(findings_);
    }

  private:
    void note(const Node& node, std::string found, std::string expected) {
        if (findings_.size() >= findings_max) return;
        findings_.push_back({ast_.place_at(node.place), std::move(found), std::move(expected)});
    }

    /// A finding about all of `node`: points at its first byte.
    void note_whole(const Node& node, std::string found, std::string expected) {
        if (findings_.size() >= findings_max) return;
        findings_.push_back({ast_.place_at(node.begin), std::move(found), std::move(expected)});
    }

    std::string quote(const Node& node) const { return quote_source(ast_.text_of(node)); }
    std::string settled_text(const Type& type) { return short_text(unifier_.settled(type)); }

    const Type& visit(NodeIndex index) {
        types_[index] = type_of(ast_.at(index));
        return types_[index];
    }

    Type type_of(const Node& node) {
        switch (node.kind) {
            case NodeKind::literal: return std::visit(LiteralType{}, node.literal);
            case NodeKind::name: return name(node);
            case NodeKind::select: return select(node);
            case NodeKind::presence: return presence(node);
            case NodeKind::index: return call(node, node.is_optional ? "_[?_]" : "_[_]");
            case NodeKind::call: return call(node, node.text);
            case NodeKind::logical_not: return call(node, "!_");
            case NodeKind::negate: return call(node, "-_");
            case NodeKind::logical_and:
            case NodeKind::logical_or: return logical(node);
            case NodeKind::conditional: return conditional(node);
            case NodeKind::binary: return call(node, node.text);
            case NodeKind::list: return list(node);
            case NodeKind::map: return map(node);
            case NodeKind::message: return message(node);
            case NodeKind::all:
            case NodeKind::exists:
            case NodeKind::exists_one:
            case NodeKind::filter:
            case NodeKind::map_list:
            case NodeKind::transform_list:
            case NodeKind::transform_map:
            case NodeKind::transform_map_entry: return comprehension(node);
            case NodeKind::bind: return bind(node);
            case NodeKind::block: return block(node);
            case NodeKind::opt_map:
            case NodeKind::opt_flat_map: return optional_macro(node);
        }
        return {};
    }

    // Names and fields.

    Type name(const Node& node) {
        switch (node.meaning) {
            case Meaning::fact: return schema_.variables()[node.slot].type;
            case Meaning::local: return locals_[node.slot];
            case Meaning::type_name: return Type::type_of(node.type);
            case Meaning::unresolved: break;
        }
        if (findings_.size() >= findings_max) return {};
        std::vector<std::string_view> known(names_.begin(), names_.end());
        for (const auto& variable : schema_.variables()) known.push_back(variable.name);
        const std::string_view meant = nearest(node.text, known);
        std::string expected = "a name that is declared";
        if (!meant.empty()) {
            expected = "`" + std::string(meant) + "`, perhaps";
        } else if (!known.empty()) {
            expected = "one of " + list_of(std::vector<std::string>(known.begin(), known.end()));
        }
        note(node, quote_source(node.text) + ", which is not known", std::move(expected));
        return {};
    }

    Type select(const Node& node) {
        const Type operand = unifier_.known(visit(node.children[0]));
        const bool is_optional = operand.kind() == TypeKind::optional;
        Type field = field_of(node, is_optional ? unifier_.known(operand.parameter_at(0)) : operand);
        return is_optional || node.is_optional ? Type::optional(std::move(field)) : field;
    }

    Type presence(const Node& node) {
        const Type operand = unifier_.known(visit(node.children[0]));
        field_of(node, operand.kind() == TypeKind::optional ? operand.parameter_at(0) : operand);
        return TypeKind::boolean;
    }

    Type field_of(const Node& node, const Type& operand) {
        switch (operand.kind()) {
            case TypeKind::dyn: return {};
            case TypeKind::parameter: unifier_.assign(Type(), operand); return {};
            case TypeKind::map: return map_field(node, operand);
            case TypeKind::object: return object_field(node, operand.object());
            default: break;
        }
        note(node, "the field " + quote_source(node.text) + " of " + with_article(operand),
             "a field of a map or of a record; " + with_article(operand) + " has none");
        return {};
    }

    Type map_field(const Node& node, const Type& operand) {
        if (!unifier_.assign(Type(TypeKind::string), operand.parameter_at(0))) {
            note(node, "the field " + quote_source(node.text) + " of " + with_article(operand),
                 "a key of type " + settled_text(operand.parameter_at(0)) + ", in square brackets");
        }
        return operand.parameter_at(1);
    }

    Type object_field(const Node& node, const ObjectType& object) {
        if (const auto place = object.find(node.text)) return object.fields()[*place].type;
        std::vector<std::string_view> known;
        for (const auto& field : object.fields()) known.push_back(field.name);
        const std::string_view meant = nearest(node.text, known);
        std::string expected = meant.empty() ? "" : "`" + std::string(meant) + "`, perhaps; ";
        expected += "the fields are " + list_of(std::vector<std::string>(known.begin(), known.end()), 20);
        note(node, "the field " + quote_source(node.text) + ", which `" + object.name() + "` does not have",
             std::move(expected));
        return {};
    }

    std::string with_article(const Type& type) {
        const std::string text = settled_text(type);
        const bool is_vowel = std::string_view("aeio").find(text.front()) != std::string_view::npos;
        return (is_vowel ? "an " : "a ") + text;
    }

    // Calls and operators.

    Type call(const Node& node, std::string_view function) {
        std::vector<Type> arguments;
        arguments.reserve(node.children.size());
        for (const NodeIndex child : node.children) arguments.push_back(visit(child));
        if (!is_function(schema_, function)) {
            auto words = overloads_.explain_unknown(function, node.is_member);
            note(node, std::move(words.found), std::move(words.expected));
            return {};
        }
        if (function == "math.greatest" || function == "math.least") {
            if (arguments.size() > 1) return extreme(node, arguments);
        }
        if (auto result = overloads_.result_of(function, node.is_member, arguments)) return *std::move(result);
        for (Type& argument : arguments) argument = unifier_.settled(argument);
        auto words = overloads_.explain(function, node.is_member, arguments);
        note(node, std::move(words.found), std::move(words.expected));
        return {};
    }

    /// math.greatest and math.least of two or more numbers, which may be of different types.
    Type extreme(const Node& node, const std::vector<Type>& arguments) {
        std::optional<Type> result;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const Type argument = unifier_.known(arguments[i]);
            if (!is_number(argument) && !argument.is_dyn() && argument.kind() != TypeKind::parameter) {
                note_whole(ast_.at(node.children[i]), with_article(argument) + " in " + node.text + "()", "a number");
            }
            if (!result) {
                result = argument;
            } else if (!(*result == argument)) {
                result = Type();
            }
        }
        return result.value_or(Type());
    }

    void expect_bool(NodeIndex index, const std::string& where) {
        if (unifier_.assign(types_[index], Type(TypeKind::boolean))) return;
        const Node& node = ast_.at(index);
        note_whole(node, quote(node) + ", " + with_article(types_[index]) + ", " + where, "a bool");
    }

    Type logical(const Node& node) {
        for (const NodeIndex child : node.children) {
            visit(child);
            expect_bool(child, node.kind == NodeKind::logical_and ? "beside &&" : "beside ||");
        }
        return TypeKind::boolean;
    }

    Type conditional(const Node& node) {
        visit(node.children[0]);
        expect_bool(node.children[0], "before ?");
        const Type then = visit(node.children[1]);
        const Type otherwise = visit(node.children[2]);
        const Type result = unifier_.fresh();
        const Type branches[] = {then, otherwise};
        const Type wanted[] = {result, result};
        if (unifier_.assign(branches, wanted)) return unifier_.known(result);
        note(node, with_article(then) + " where the condition holds, " + with_article(otherwise) + " where not",
             "one type for both; dyn(...) around one of them leaves it open");
        return {};
    }

    // Literals of lists and maps.

    /// What `?` stands before must be an optional; gives what it holds.
    Type held_by(NodeIndex index, bool is_optional) {
        const Type type = visit(index);
        if (!is_optional) return type;
        const Type known = unifier_.known(type);
        if (known.kind() == TypeKind::optional) return known.parameter_at(0);
        if (known.is_dyn()) return {};
        const Node& node = ast_.at(index);
        note_whole(node, quote(node) + ", " + with_article(known) + ", behind ?", "an optional, as in optional.of(1)");
        return {};
    }

    void join(std::optional<Type>& all, const Type& next) { all = all ? unifier_.join(*all, next) : next; }

    Type list(const Node& node) {
        std::optional<Type> element;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            join(element, held_by(node.children[i], node.optionals[i]));
        }
        return Type::list(element ? *element : unifier_.fresh());
    }

    Type map(const Node& node) {
        std::optional<Type> key;
        std::optional<Type> value;
        for (std::size_t i = 0; i < node.optionals.size(); ++i) {
            join(key, map_key(node.children[2 * i]));
            join(value, held_by(node.children[2 * i + 1], node.optionals[i]));
        }
        if (!key) return Type::map(unifier_.fresh(), unifier_.fresh());
        return Type::map(*key, *value);
    }

    Type map_key(NodeIndex index) {
        const Type type = unifier_.known(visit(index));
        if (may_be_key(type)) return type;
        const Node& node = ast_.at(index);
        note_whole(node, quote(node) + ", " + with_article(type) + ", as a key", "a string, an int, a uint or a bool");
        return {};
    }

    Type message(const Node& node) {
        for (const NodeIndex child : node.children) visit(child);
        note(node, "the message " + quote_source(node.text + "{...}"),
             "a map, as in {'name': 1}: there are no protobuf messages here");
        return {};
    }

    // Macros.

    /// The variables of a macro are known while `body` runs.
    template <class Body>
    void with_variables(const Node& node, std::span<const Type> types, Body body) {
        for (std::size_t i = 0; i < node.variables.size(); ++i) {
            locals_[node.first_local + i] = types[i];
            names_.push_back(node.variables[i]);
        }
        body();
        names_.resize(names_.size() - node.variables.size());
    }

    /// What the variables of a comprehension stand for: an element; an index and an element; a key; a key and a value.
    std::vector<Type> variables_over(const Node& node) {
        const NodeIndex range = node.children[0];
        const Type type = unifier_.known(visit(range));
        const bool is_pair = node.variables.size() == 2;
        switch (type.kind()) {
            case TypeKind::list:
                if (is_pair) return {TypeKind::int64, type.parameter_at(0)};
                return {type.parameter_at(0)};
            case TypeKind::map: return {type.parameter_at(0), type.parameter_at(1)};
            case TypeKind::parameter: unifier_.assign(Type(), type); break;
            case TypeKind::dyn: break;
            default: {
                const Node& of = ast_.at(range);
                note_whole(of, quote(of) + ", " + with_article(type) + ", before ." + node.text + "()",
                           "a list or a map");
            }
        }
        return {Type(), Type()};
    }

    Type comprehension(const Node& node) {
        const std::vector<Type> variables = variables_over(node);
        Type last;
        with_variables(node, variables, [&] {
            for (std::size_t i = 1; i < node.children.size(); ++i) last = visit(node.children[i]);
            const bool is_test = node.kind == NodeKind::all || node.kind == NodeKind::exists ||
                                 node.kind == NodeKind::exists_one || node.kind == NodeKind::filter;
            if (is_test || node.children.size() == 3)
                expect_bool(node.children[1], "as the test of " + node.text + "()");
        });
        switch (node.kind) {
            case NodeKind::filter: return Type::list(variables[0]);
            case NodeKind::map_list:
            case NodeKind::transform_list: return Type::list(last);
            case NodeKind::transform_map: return Type::map(variables[0], last);
            case NodeKind::transform_map_entry: return entry(node.children.back());
            default: return TypeKind::boolean;
        }
    }

    Type entry(NodeIndex index) {
        const Type wanted = Type::map(unifier_.fresh(), unifier_.fresh());
        if (unifier_.assign(types_[index], wanted)) return unifier_.known(wanted);
        const Node& node = ast_.at(index);
        note_whole(node, quote(node) + ", " + with_article(types_[index]), "a map of one entry, as in {key: value}");
        return Type::map({}, {});
    }

    Type bind(const Node& node) {
        const Type bound[] = {visit(node.children[0])};
        Type result;
        with_variables(node, bound, [&] { result = visit(node.children[1]); });
        return result;
    }

    Type block(const Node& node) {
        for (std::size_t i = 0; i < node.variables.size(); ++i) {
            locals_[node.first_local + i] = visit(node.children[i]);
        }
        return visit(node.children.back());
    }

    Type optional_macro(const Node& node) {
        const Type held = unifier_.fresh();
        const Type operand = visit(node.children[0]);
        if (unifier_.known(operand).is_dyn()) {
            unifier_.assign(Type(), held);
        } else if (!unifier_.assign(operand, Type::optional(held))) {
            const Node& of = ast_.at(node.children[0]);
            note_whole(of, quote(of) + ", " + with_article(operand) + ", before ." + node.text + "()",
                       "an optional, as in claim.?worth");
            unifier_.assign(Type(), held);
        }
        const Type variable[] = {unifier_.known(held)};
        Type result;
        with_variables(node, variable, [&] { result = visit(node.children[1]); });
        if (node.kind == NodeKind::opt_map) return Type::optional(result);
        const Type wanted = Type::optional(unifier_.fresh());
        if (unifier_.assign(result, wanted)) return unifier_.known(wanted);
        const Node& body = ast_.at(node.children[1]);
        note_whole(body, quote(body) + ", " + with_article(result) + ", in " + node.text + "()",
                   "an optional, as in optional.of(1)");
        return {};
    }

    Ast& ast_;
    const Schema& schema_;
    Unifier unifier_;
    Overloads overloads_;
    std::vector<Type> types_;              ///< of what each node gives, with variables
    std::vector<Type> locals_;             ///< by slot
    std::vector<std::string_view> names_;  ///< of the variables in scope, for suggestions
    SourceFindings findings_;
};

}  // namespace

SourceFindings check(Ast& ast, const Schema& schema, std::string_view container) {
    resolve(ast, schema, container);
    return Checker(ast, schema).check();
}

}  // namespace makegood::cel

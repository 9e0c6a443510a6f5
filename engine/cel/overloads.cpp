#include "engine/cel/overloads.hpp"

#include <algorithm>
#include <vector>

#include "engine/cel/lexer.hpp"
#include "engine/cel/signatures.hpp"
#include "engine/cel/spelling.hpp"

namespace makegood::cel {

namespace {

bool is_generic(const Type& type) {
    const auto& parameters = type.parameters();
    return type.kind() == TypeKind::parameter || std::any_of(parameters.begin(), parameters.end(), is_generic);
}

/// "_+_" as it is written between two values: "+"; empty where it is no operator between two.
std::string_view infix_of(std::string_view name) {
    if (name == "@in") return "in";
    if (name.size() < 3 || name.front() != '_' || name.back() != '_' || name == "_?_:_") return {};
    return name.substr(1, name.size() - 2);
}

/// The arguments of a call, written out.
std::string write_call(std::string_view name, bool is_member, std::span<const Type> types) {
    const std::string_view infix = infix_of(name);
    if (!infix.empty() && types.size() == 2) {
        return short_text(types[0]) + " " + std::string(infix) + " " + short_text(types[1]);
    }
    if (name == "-_" || name == "!_") return std::string(name.substr(0, 1)) + short_text(types[0]);
    if (name == "_[_]" || name == "_[?_]") {
        return short_text(types[0]) + (name == "_[_]" ? "[" : "[?") + short_text(types[1]) + "]";
    }
    std::string text;
    if (is_member) text = short_text(types[0]) + ".";
    text += std::string(name) + "(";
    for (std::size_t i = is_member ? 1 : 0; i < types.size(); ++i) {
        text += (i > (is_member ? 1u : 0u) ? ", " : "") + short_text(types[i]);
    }
    return text + ")";
}

struct Form {
    bool is_member;
    std::span<const Type> parameters;
};

std::vector<Form> forms_of(const Schema& schema, std::string_view name) {
    std::vector<Form> forms;
    for (const Signature& signature : signatures_of(name)) forms.push_back({signature.is_member, signature.parameters});
    for (const HostFunction& function : schema.functions()) {
        if (function.name == name) forms.push_back({function.is_member, function.parameters});
    }
    return forms;
}

bool is_number(const Type& type) {
    return type.kind() == TypeKind::int64 || type.kind() == TypeKind::uint64 || type.kind() == TypeKind::float64;
}

bool are_different_numbers(std::span<const Type> types) {
    return types.size() == 2 && is_number(types[0]) && is_number(types[1]) && types[0].kind() != types[1].kind();
}

bool may_be(const Type& argument, const Type& parameter) {
    return argument.is_dyn() || parameter.is_dyn() || parameter.kind() == TypeKind::parameter ||
           argument.kind() == parameter.kind();
}

/// How much of a form the arguments fit: the count of those that do, more where all of them are there. A member
/// belongs to its first.
std::size_t fitness(const Form& form, bool is_member, bool first_matters, std::span<const Type> arguments) {
    std::size_t fitting = form.is_member == is_member ? 1 : 0;
    if (form.parameters.size() == arguments.size()) fitting += 1;
    for (std::size_t i = 0; i < std::min(arguments.size(), form.parameters.size()); ++i) {
        if (may_be(arguments[i], form.parameters[i])) fitting += i == 0 && first_matters ? 2 : 1;
    }
    return fitting;
}

}  // namespace

std::optional<Type> Overloads::result_of(std::string_view name, bool is_member, std::span<const Type> arguments) {
    std::optional<Type> result;
    const auto consider = [&](std::span<const Type> parameters, const Type& returned, bool generic) {
        if (parameters.size() != arguments.size()) return;
        Type given = returned;
        if (generic) {
            Unifier::Names names;
            std::vector<Type> own;
            for (const Type& parameter : parameters) own.push_back(unifier_.instantiate(parameter, names));
            given = unifier_.instantiate(returned, names);
            if (!unifier_.assign(arguments, own)) return;
        } else if (!unifier_.assign(arguments, parameters)) {
            return;
        }
        given = unifier_.known(given);
        if (!result) {
            result = std::move(given);
        } else if (!(*result == given)) {
            result = Type();
        }
    };
    for (const Signature& s : signatures_of(name)) {
        if (s.is_member == is_member) consider(s.parameters, s.result, s.is_generic);
    }
    for (const HostFunction& f : schema_.functions()) {
        if (f.name != name || f.is_member != is_member) continue;
        const bool generic = is_generic(f.result) || std::any_of(f.parameters.begin(), f.parameters.end(), is_generic);
        consider(f.parameters, f.result, generic);
    }
    return result;
}

Overloads::Words Overloads::explain(std::string_view name, bool is_member, std::span<const Type> arguments) const {
    Words words{"`" + write_call(name, is_member, arguments) + "`", {}};
    if (name == "_==_" || name == "_!=_") {
        words.expected = are_different_numbers(arguments)
                             ? "numbers of one type; int(...), uint(...) and double(...) convert"
                             : "two values of one type; dyn(...) around one compares any two";
        return words;
    }
    if (!infix_of(name).empty() && are_different_numbers(arguments)) {
        words.expected = "numbers of one type; int(...), uint(...) and double(...) convert";
        return words;
    }
    const bool is_index = name == "_[_]" || name == "_[?_]";
    if (is_index && arguments[0].kind() == TypeKind::object) {
        words.expected = "a field behind a dot: what it has is known by name";
        return words;
    }
    const std::vector<Form> forms = forms_of(schema_, name);
    std::size_t best = 0;
    for (const Form& form : forms) best = std::max(best, fitness(form, is_member, is_member || is_index, arguments));
    std::vector<std::string> accepted;
    for (const Form& form : forms) {
        if (fitness(form, is_member, is_member || is_index, arguments) < best) continue;
        accepted.push_back("`" + write_call(name, form.is_member, form.parameters) + "`");
    }
    words.expected = list_of(accepted, 6);
    return words;
}

Overloads::Words Overloads::explain_unknown(std::string_view name, bool is_member) const {
    std::vector<std::string_view> known;
    for (const Signature& s : all_signatures()) {
        if (s.is_member == is_member) known.push_back(s.name);
    }
    for (const HostFunction& f : schema_.functions()) {
        if (f.is_member == is_member) known.push_back(f.name);
    }
    const std::string_view meant = nearest(name, known);
    return {"a function " + quote_source(name) + ", which is not known",
            meant.empty() ? "a function of the language, or one that is declared"
                          : "`" + std::string(meant) + "`, perhaps"};
}

}  // namespace makegood::cel

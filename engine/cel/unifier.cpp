#include "engine/cel/unifier.hpp"

#include <algorithm>
#include <string>

namespace makegood::cel {

namespace {

bool is_variable(const Type& type) {
    return type.kind() == TypeKind::parameter && type.variable_number() != 0;
}

bool is_nullable(const Type& type) {
    switch (type.kind()) {
        case TypeKind::null:
        case TypeKind::timestamp:
        case TypeKind::duration:
        case TypeKind::optional:
        case TypeKind::opaque: return true;
        default: return false;
    }
}

/// Of two types that match. Null is the less general: the other one may be null too.
Type more_general(const Type& one, const Type& other) {
    if (other.kind() == TypeKind::null && one.kind() != TypeKind::parameter) return one;
    return is_less_specific(one, other) ? one : other;
}

bool have_same_host(const Type& one, const Type& other) {
    return one.kind() != TypeKind::opaque || &one.opaque() == &other.opaque();
}

}  // namespace

bool is_less_specific(const Type& one, const Type& other) {
    if (one.is_dyn() || one.kind() == TypeKind::parameter) return true;
    if (other.is_dyn() || other.kind() == TypeKind::parameter || one.kind() != other.kind()) return false;
    if (one.kind() == TypeKind::type) return true;
    if (one.kind() == TypeKind::object) return one == other;
    if (!have_same_host(one, other)) return false;
    const auto& a = one.parameters();
    const auto& b = other.parameters();
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), is_less_specific);
}

Type Unifier::fresh() {
    bound_.emplace_back();
    return Type::variable(static_cast<std::uint32_t>(bound_.size()));
}

Type Unifier::instantiate(const Type& generic, Names& names) {
    if (generic.kind() == TypeKind::parameter) {
        for (const auto& [name, type] : names) {
            if (name == generic.parameter_name()) return type;
        }
        names.emplace_back(std::string(generic.parameter_name()), fresh());
        return names.back().second;
    }
    if (generic.parameters().empty()) return generic;
    std::vector<Type> parameters;
    parameters.reserve(generic.parameters().size());
    for (const Type& parameter : generic.parameters()) parameters.push_back(instantiate(parameter, names));
    return generic.with(std::move(parameters));
}

bool Unifier::assign(const Type& from, const Type& to) {
    return assign(std::span(&from, 1), std::span(&to, 1));
}

bool Unifier::assign(std::span<const Type> from, std::span<const Type> to) {
    if (from.size() != to.size()) return false;
    const std::size_t before = trail_.size();
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (match(from[i], to[i])) continue;
        undo(before);
        return false;
    }
    return true;
}

Type Unifier::join(const Type& one, const Type& other) {
    if (!assign(one, other)) return TypeKind::dyn;
    return more_general(one, other);
}

bool Unifier::match(const Type& from, const Type& to) {
    if (!step()) return true;
    if (is_variable(to)) {
        const Substitution found = substitute(from, to);
        if (found != Substitution::impossible) return found == Substitution::fits;
    }
    if (is_variable(from)) return substitute(to, from) == Substitution::fits;
    if (from.is_dyn() || to.is_dyn()) return true;
    if (from.kind() == TypeKind::null) return is_nullable(to);
    if (to.kind() == TypeKind::null) return is_nullable(from);
    if (from.kind() != to.kind()) return false;
    switch (from.kind()) {
        case TypeKind::list:
        case TypeKind::map:
        case TypeKind::optional: return match_parameters(from, to);
        case TypeKind::opaque: return have_same_host(from, to) && match_parameters(from, to);
        case TypeKind::object:
        case TypeKind::parameter: return from == to;
        default: return true;
    }
}

bool Unifier::match_parameters(const Type& from, const Type& to) {
    const std::size_t count = std::max(from.parameters().size(), to.parameters().size());
    for (std::size_t i = 0; i < count; ++i) {
        if (!match(from.parameter_at(i), to.parameter_at(i))) return false;
    }
    return true;
}

Unifier::Substitution Unifier::substitute(const Type& type, const Type& variable) {
    if (type == variable) return Substitution::fits;
    if (const std::optional<Type> held = bound(variable)) {
        if (type == *held) return Substitution::fits;
        if (!match(type, *held)) return Substitution::clashes;
        Type general = more_general(type, *held);
        if (!occurs(variable, general)) bind(variable, std::move(general));
        return Substitution::fits;
    }
    if (occurs(variable, type)) return Substitution::impossible;
    bind(variable, type);
    return Substitution::fits;
}

bool Unifier::occurs(const Type& variable, const Type& in) {
    if (!step()) return true;
    if (in == variable) return true;
    if (is_variable(in)) {
        const std::optional<Type> held = bound(in);
        return held && occurs(variable, *held);
    }
    const auto& parameters = in.parameters();
    return std::any_of(parameters.begin(), parameters.end(), [&](const Type& p) { return occurs(variable, p); });
}

Type Unifier::apply(const Type& type, bool settle) {
    if (!step()) return TypeKind::dyn;
    if (is_variable(type)) {
        const std::optional<Type> held = bound(type);
        if (held) return apply(*held, settle);
        return settle ? Type() : type;
    }
    if (type.parameters().empty()) return type;
    std::vector<Type> parameters;
    parameters.reserve(type.parameters().size());
    bool is_same = true;
    for (const Type& parameter : type.parameters()) {
        parameters.push_back(apply(parameter, settle));
        is_same = is_same && parameters.back() == parameter;
    }
    return is_same ? type : type.with(std::move(parameters));
}

void Unifier::bind(const Type& variable, Type type) {
    const std::uint32_t index = variable.variable_number() - 1;
    trail_.emplace_back(index, std::move(bound_[index]));
    bound_[index] = std::move(type);
}

void Unifier::undo(std::size_t length) {
    for (; trail_.size() > length; trail_.pop_back()) bound_[trail_.back().first] = std::move(trail_.back().second);
}

}  // namespace makegood::cel

#include "engine/cel/schema.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/invariant.hpp"

namespace makegood::cel {

ObjectType::ObjectType(std::string name, std::vector<Field> fields)
    : name_(std::move(name)), fields_(std::move(fields)) {}

std::optional<std::uint32_t> ObjectType::find(std::string_view field) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const Field& f) { return f.name == field; });
    if (found == fields_.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - fields_.begin());
}

std::uint32_t Schema::declare(std::string name, Type type) {
    const auto slot = static_cast<std::uint32_t>(variables_.size());
    const bool is_new = slots_.emplace(name, slot).second;
    invariant(is_new, "a variable is declared once");
    variables_.push_back({std::move(name), std::move(type)});
    return slot;
}

void Schema::add(HostFunction function) {
    functions_.push_back(std::move(function));
}

void Schema::add(const OpaqueType& opaque) {
    opaques_.push_back(&opaque);
}

std::optional<std::uint32_t> Schema::find(std::string_view name) const {
    const auto found = slots_.find(name);
    if (found == slots_.end()) return std::nullopt;
    return found->second;
}

}  // namespace makegood::cel

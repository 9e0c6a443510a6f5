#include "adapters/http/message.hpp"

#include <algorithm>

namespace makegood::http {

namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

}  // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

Headers::Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    for (const auto& [name, value] : fields) {
        auto at = static_cast<std::uint32_t>(head_.size());
        auto name_size = static_cast<std::uint32_t>(name.size());
        fields_.push_back({at, name_size, at + name_size, static_cast<std::uint32_t>(value.size())});
        head_.append(name).append(value);
    }
}

std::string_view Headers::name_of(const FieldRange& field) const {
    return std::string_view(head_).substr(field.name_at, field.name_size);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (const FieldRange& field : fields_) {
        if (equal_ignoring_case(name_of(field), name))
            return std::string_view(head_).substr(field.value_at, field.value_size);
    }
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    auto same = [&](const FieldRange& field) { return equal_ignoring_case(name_of(field), name); };
    return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), same));
}

}  // namespace makegood::http

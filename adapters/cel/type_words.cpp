#include "adapters/cel/type_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace makegood::cel_json {

namespace {

using cel::Type;
using cel::TypeKind;

constexpr unsigned depth_max = 16;

constexpr std::array<std::pair<std::string_view, TypeKind>, 9> plain_types = {{
    {"bool", TypeKind::boolean},
    {"int", TypeKind::int64},
    {"uint", TypeKind::uint64},
    {"double", TypeKind::float64},
    {"string", TypeKind::string},
    {"bytes", TypeKind::bytes},
    {"timestamp", TypeKind::timestamp},
    {"duration", TypeKind::duration},
    {"dyn", TypeKind::dyn},
}};

bool is_key(TypeKind kind) {
    return kind == TypeKind::boolean || kind == TypeKind::int64 || kind == TypeKind::uint64 || kind == TypeKind::string;
}

class TypeWords {
  public:
    TypeWords(std::string_view rest, std::span<const HostType> hosts) : rest_(rest), hosts_(hosts) {}

    std::optional<Type> whole() {
        std::optional<Type> type = one(0);
        skip_spaces();
        return rest_.empty() ? type : std::nullopt;
    }

  private:
    void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

    bool take(char sign) {
        skip_spaces();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view name() {
        skip_spaces();
        const std::string_view found = rest_.substr(0, std::min(rest_.find_first_of(" (),"), rest_.size()));
        rest_.remove_prefix(found.size());
        return found;
    }

    std::optional<Type> one(unsigned depth) {
        if (depth == depth_max) return std::nullopt;
        const std::string_view found = name();
        if (found == "list") return list(depth + 1);
        if (found == "map") return map(depth + 1);
        for (const auto& [word, kind] : plain_types)
            if (word == found) return Type(kind);
        for (const HostType& host : hosts_)
            if (host.type->name() == found) return Type::opaque(*host.type);
        return std::nullopt;
    }

    std::optional<Type> list(unsigned depth) {
        if (!take('(')) return std::nullopt;
        const std::optional<Type> element = one(depth);
        if (!element || !take(')')) return std::nullopt;
        return Type::list(*element);
    }

    std::optional<Type> map(unsigned depth) {
        if (!take('(')) return std::nullopt;
        const std::optional<Type> key = one(depth);
        if (!key || !is_key(key->kind()) || !take(',')) return std::nullopt;
        const std::optional<Type> value = one(depth);
        if (!value || !take(')')) return std::nullopt;
        return Type::map(*key, *value);
    }

    std::string_view rest_;
    std::span<const HostType> hosts_;
};

}  // namespace

std::optional<Type> parse_type(std::string_view words, std::span<const HostType> hosts) {
    return TypeWords(words, hosts).whole();
}

std::string expected_type(std::span<const HostType> hosts) {
    std::string words = "a type: ";
    for (const auto& [word, kind] : plain_types) words += std::string(word) + ", ";
    for (const HostType& host : hosts) words += host.type->name() + ", ";
    return words + "list(T), map(K, V) with a K of bool, int, uint or string, an object of names to types, or [T]";
}

}  // namespace makegood::cel_json

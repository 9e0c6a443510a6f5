#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "engine/cel/machine.hpp"

namespace makegood::cel {

/// Where a value lies that takes no work to get: a fact or a local variable, or a field of it, or a field of that, of
/// objects whose types are known before the run.
struct Path {
    struct Hop {
        const ObjectType* type = nullptr;
        std::uint32_t field = 0;
    };
    static constexpr std::size_t hops_max = 2;

    bool is_local = false;
    std::uint32_t slot = 0;
    std::size_t depth = 0;
    std::array<Hop, hops_max> hops{};
};

/// The path that a node writes, if it writes one.
[[nodiscard]] std::optional<Path> path_of(const Ast& ast, NodeIndex node);

/// Follows paths of one form.
template <bool is_local, std::size_t depth>
class Reader {
  public:
    explicit Reader(const Path& path) : path_(path) {}

    /// What lies there, absent and errors too; null where an object on the way is not of the type that was expected.
    [[nodiscard]] const Value* read(const Machine& machine) const {
        const Value* value = (is_local ? machine.locals : machine.facts) + path_.slot;
        for (std::size_t i = 0; i < depth; ++i) {
            if (value->kind != ValueKind::object || value->object->type != path_.hops[i].type) [[unlikely]]
                return nullptr;
            value = &value->object->fields[path_.hops[i].field];
        }
        return value;
    }

  private:
    Path path_;
};

/// Calls `use` with the Reader for the path.
template <class Use>
auto with_reader(const Path& path, Use use) {
    if (path.is_local) {
        if (path.depth == 0) return use(Reader<true, 0>(path));
        return path.depth == 1 ? use(Reader<true, 1>(path)) : use(Reader<true, 2>(path));
    }
    if (path.depth == 0) return use(Reader<false, 0>(path));
    return path.depth == 1 ? use(Reader<false, 1>(path)) : use(Reader<false, 2>(path));
}

}  // namespace makegood::cel

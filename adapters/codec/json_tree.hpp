#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/codec/json_document.hpp"

namespace makegood::codec {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex nowhere = std::numeric_limits<NodeIndex>::max();

/// One value of a document. The bytes of texts and names are held by the parser that made the tree.
struct JsonNode {
    JsonKind kind = JsonKind::null;
    bool was_read = false;
    std::uint32_t name_bytes = 0;
    const char* name = nullptr;  ///< only inside an object
    union {
        std::uint64_t large = 0;
        std::int64_t integer;
        double fraction;
        bool flag;
        const char* text;
        std::uint64_t children;
    };
    std::uint32_t text_bytes = 0;
    NodeIndex parent = nowhere;
    NodeIndex next =
        nowhere;  ///< the first node after this one's subtree; of a parent's last child, the parent's `next`

    [[nodiscard]] std::string_view name_text() const { return {name, name_bytes}; }
    [[nodiscard]] std::string_view value_text() const { return {text, text_bytes}; }
};

/// Nodes in document order; a container's first child, if it has any, directly follows it.
struct JsonTree {
    std::vector<JsonNode> nodes;

    /// RFC 6901.
    [[nodiscard]] std::string pointer(NodeIndex index) const;
};

/// Appends "/" and the name, with "~" and "/" escaped (RFC 6901, 3).
void append_pointer(std::string& pointer, std::string_view name);

}  // namespace makegood::codec

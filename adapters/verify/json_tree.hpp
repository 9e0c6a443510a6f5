#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace makegood::verify {

/// Why bytes are no event. The text says what is wrong and where; the code is the finding's.
struct JsonFault {
    std::string code;
    std::string text;
};

/// One JSON document, flat: a node is followed by what is in it. Storage is kept from one document to the next.
class JsonTree {
  public:
    enum class Kind : std::uint8_t { null, flag, number, text, array, object };

    struct Node {
        Kind kind;
        bool flag;               ///< of a flag: its value
        std::uint32_t end;       ///< the node after all that is in this one
        std::uint32_t key_at;    ///< of a field: where its name is in the pool
        std::uint32_t key_size;  ///< 0 for an element
        std::uint32_t text_at;   ///< of a text or a number, as written
        std::uint32_t text_size;
    };

    /// Replaces what it held. Refuses what is no JSON (RFC 8259, UTF-8), nesting beyond 40, a name twice in one object,
    /// and objects of more than 256 fields, which no event has.
    [[nodiscard]] std::optional<JsonFault> parse(std::string_view bytes);

    [[nodiscard]] const Node& node(std::uint32_t at) const { return nodes_[at]; }
    [[nodiscard]] std::string_view key(std::uint32_t at) const {
        return std::string_view(pool_).substr(nodes_[at].key_at, nodes_[at].key_size);
    }
    [[nodiscard]] std::string_view text(std::uint32_t at) const {
        return std::string_view(pool_).substr(nodes_[at].text_at, nodes_[at].text_size);
    }

  private:
    friend class JsonTreeBuilder;
    std::vector<Node> nodes_;
    std::string pool_;
};

}  // namespace makegood::verify

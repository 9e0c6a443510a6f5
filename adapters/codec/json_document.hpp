#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "adapters/codec/fault.hpp"
#include "engine/core/result.hpp"

namespace makegood::codec {

class JsonValue;
class ObjectReader;
struct JsonTree;

/// `large` is a whole number above 2^63 - 1, `fraction` one with a point or an exponent. Neither is ever money.
enum class JsonKind : std::uint8_t { null, flag, integer, large, fraction, text, array, object };

/// A JSON text (RFC 8259) that was accepted as a whole. Refused, each with one Fault: what is not UTF-8 or not JSON,
/// a byte order mark, nesting deeper than `depth_max`, a field twice in one object (compared after unescaping), field
/// names over 256 bytes or with control characters, numbers beyond 64 bits.
///
/// Texts read from it live as long as the document does, wherever it is moved. The bytes it was parsed from may go.
/// Threads: one at a time, reading included, since fields are marked as read. Storage is reused per thread.
class JsonDocument {
  public:
    /// `depth_max` counts arrays and objects around the innermost value, 0 to 63: `[]` has depth 1.
    static Result<JsonDocument, Fault> parse(std::string_view bytes, std::size_t depth_max = 32);

    JsonDocument(JsonDocument&&) noexcept = default;
    JsonDocument& operator=(JsonDocument&&) noexcept = default;

    /// The reading end. Findings go to `faults`, which outlives every reader taken from here.
    [[nodiscard]] JsonValue root(Faults& faults) const;
    /// Short for `root(faults).object()`.
    [[nodiscard]] ObjectReader object(Faults& faults) const;

  private:
    struct GiveBack {
        void operator()(JsonTree* tree) const noexcept;
    };
    explicit JsonDocument(std::unique_ptr<JsonTree, GiveBack> tree) : tree_(std::move(tree)) {}
    static std::unique_ptr<JsonTree, GiveBack> borrow_tree();

    std::unique_ptr<JsonTree, GiveBack> tree_;
};

}  // namespace makegood::codec

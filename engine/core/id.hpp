#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace makegood {

/// 128 bits, written as RFC 9562 text. The engine never makes one up: they arrive as values (law 15).
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Uuid&) const = default;
};

[[nodiscard]] std::string to_text(const Uuid& id);
/// Accepts the 36-character form in either case; anything else is nothing.
[[nodiscard]] std::optional<Uuid> parse_uuid(std::string_view text);
/// A UUIDv7 (RFC 9562, 5.7) from a Unix time in milliseconds (0 to 2^48 - 1) and 80 random bits, of which 74 are used.
[[nodiscard]] Uuid make_uuid_v7(std::uint64_t unix_ms, const std::array<std::uint8_t, 10>& random);

/// An identity of one kind of thing. Ids of different kinds neither compare nor convert.
template <class Tag>
class Id {
  public:
    explicit Id(Uuid uuid) : uuid_(uuid) {}
    [[nodiscard]] const Uuid& uuid() const { return uuid_; }
    auto operator<=>(const Id&) const = default;

  private:
    Uuid uuid_;
};

template <class Tag>
[[nodiscard]] std::string to_text(const Id<Tag>& id) {
    return to_text(id.uuid());
}

/// A name that people gave: an invoice number, a line's id, a customer's. Kept to the byte, never interpreted.
template <class Tag>
class Name {
  public:
    Name() = default;
    explicit Name(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const Name&) const = default;

  private:
    std::string text_;
};

}  // namespace makegood

template <class Tag>
struct std::hash<makegood::Id<Tag>> {
    std::size_t operator()(const makegood::Id<Tag>& id) const noexcept {
        std::size_t mixed = 0;
        for (std::uint8_t byte : id.uuid().bytes) mixed = mixed * 131 + byte;
        return mixed;
    }
};

template <class Tag>
struct std::hash<makegood::Name<Tag>> {
    std::size_t operator()(const makegood::Name<Tag>& name) const noexcept {
        return std::hash<std::string>{}(name.text());
    }
};

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/verify/findings.hpp"
#include "engine/core/id.hpp"

namespace makegood::verify {

using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] Hash sha256(std::string_view bytes);
[[nodiscard]] std::string to_hex(std::string_view bytes);

/// The links of the journal, one after another.
/// hash = SHA-256(0x01 ‖ journal id ‖ u64 sequence, big-endian ‖ previous ‖ SHA-256(envelope)); before the first,
/// zeros. Source: DESIGN.md 5, "Journal".
class Chain {
  public:
    Chain(const Uuid& journal, Findings& findings) : journal_(journal), findings_(findings) {}

    /// Sequences from 1 without holes; answers whether this one follows. What follows a hole cannot be held to a link
    /// that is gone.
    bool step_to(std::int64_t sequence);
    /// The link of the row stepped to. One broken thing is one finding: after an altered row, the next may be linked to
    /// the hash that stands there or to the one that should. A row out of its place has a finding of its own.
    void link(std::string_view envelope, std::string_view hash, bool is_in_place);
    /// Whether rows that are gone explain `count` versions missing in a stream; they explain as many as they are.
    [[nodiscard]] bool explains(std::int64_t count);

  private:
    [[nodiscard]] Hash next(const Hash& previous, std::string_view envelope) const;

    Uuid journal_;
    Findings& findings_;
    std::int64_t sequence_ = 0;
    std::int64_t gone_ = 0;
    std::optional<Hash> previous_ = Hash{};
    std::optional<Hash> alternative_{};
};

}  // namespace makegood::verify

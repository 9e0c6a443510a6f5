#pragma once

#include <optional>
#include <string>
#include <utility>

namespace makegood {

/// A person's words, contact or name. Whoever stores one encrypts it under the customer's key; once that key is
/// destroyed, what is read back is erased. It converts to nothing, so that it reaches a document only on purpose (law
/// 14).
class Personal {
  public:
    explicit Personal(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] static Personal erased() { return Personal(); }

    [[nodiscard]] bool is_erased() const { return !text_.has_value(); }
    /// What the person said, or nothing when it was erased.
    [[nodiscard]] const std::optional<std::string>& reveal() const { return text_; }
    bool operator==(const Personal&) const = default;

  private:
    Personal() = default;
    std::optional<std::string> text_;
};

}  // namespace makegood

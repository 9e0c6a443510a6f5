#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace makegood::cel {

/// A regular expression in RE2's syntax: its matching takes time linear in the text, and bounded memory.
class Pattern {
  public:
    /// What is wrong with it, in RE2's words, when it is none or would need too much memory.
    [[nodiscard]] static Result<Pattern, std::string> compile(std::string_view source);
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    /// What looking through a text of that size costs: it takes time of the product of text and pattern.
    [[nodiscard]] std::size_t cost(std::size_t text_size) const;
    /// Whether some part of the text matches. Many threads may ask.
    [[nodiscard]] bool is_in(std::string_view text) const;

  private:
    struct Compiled;
    explicit Pattern(std::unique_ptr<const Compiled> compiled);
    std::unique_ptr<const Compiled> compiled_;
};

}  // namespace makegood::cel

#pragma once

#include <cstddef>
#include <string_view>

namespace makegood::cel {

/// Where a text holds another first, at byte `from` or behind; npos where it does not. Takes linear time.
[[nodiscard]] std::size_t find_text(std::string_view text, std::string_view sought, std::size_t from = 0);

/// A text that is sought in many others, and does not change.
class Needle {
  public:
    /// `sought` lives as long.
    explicit Needle(std::string_view sought);
    [[nodiscard]] bool is_in(std::string_view text) const;

  private:
    std::string_view sought_;
    std::size_t rare_at_ = 0;  ///< its byte that texts have least often
};

}  // namespace makegood::cel

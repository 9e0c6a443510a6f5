#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/cel/value.hpp"

namespace makegood::cel {

/// Memory that is given back all at once and used again: what values made by a run, or bound as facts, point to.
/// Nothing in it is destroyed, so it holds only what needs no destructor. One thread at a time.
class Arena {
  public:
    explicit Arena(std::size_t bytes_max = SIZE_MAX);

    void clear();  ///< forgets all, keeps the memory
    [[nodiscard]] bool is_exhausted()
        const;  ///< more than `bytes_max` was asked for: what was given since is not to be used
    [[nodiscard]] void* allocate(std::size_t bytes, std::size_t alignment);
    template <class T>
    [[nodiscard]] std::span<T> array(std::size_t count);
    template <class T>
    [[nodiscard]] const T& keep(const T& value);
    [[nodiscard]] std::string_view copy(std::string_view text);

    [[nodiscard]] Value string(std::string_view utf8);  ///< copies
    [[nodiscard]] Value list(std::span<const Value> items);
    [[nodiscard]] Value error(std::string_view words, std::uint32_t node = 0);
    /// A map; an error value when a key stands twice (1, 1u and 1.0 are one key) or is no key.
    [[nodiscard]] Value map(std::span<const Map::Entry> entries);

  private:
    struct Block {
        std::unique_ptr<std::byte[]> memory;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t block_ = 0;
    std::size_t used_ = 0;
    std::size_t total_ = 0;
    std::size_t bytes_max_;
};

}  // namespace makegood::cel

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/cel/value.hpp"

namespace makegood::cel {

/// Memory that is given back all at once and used again: what values made by a run, or bound as facts, point to.
/// Nothing in it is destroyed, so it holds only what needs no destructor. One thread at a time.
class Arena {
  public:
    explicit Arena(std::size_t bytes_max = SIZE_MAX) : bytes_max_(bytes_max) {}

    /// Forgets all, keeps the memory. Costs nothing where nothing was asked for.
    void clear() {
        if (total_ != 0 || is_exhausted_) forget();
    }
    /// More than `bytes_max` was asked for: what was asked for since has not been given.
    [[nodiscard]] bool is_exhausted() const { return is_exhausted_; }
    /// Null when it would be more than `bytes_max`, and ever since until clear().
    [[nodiscard]] void* allocate(std::size_t bytes, std::size_t alignment);
    /// Values made by T's default constructor; none at all when exhausted.
    template <class T>
    [[nodiscard]] std::span<T> array(std::size_t count);
    /// A copy of something small. Given even when exhausted, so that an error can always be told.
    template <class T>
    [[nodiscard]] const T& keep(const T& value);
    /// Empty when exhausted.
    [[nodiscard]] std::string_view copy(std::string_view text);

    // An error value when exhausted.
    [[nodiscard]] Value string(std::string_view utf8);          ///< copies
    [[nodiscard]] Value list(std::span<const Value> items);     ///< copies
    [[nodiscard]] Value list_of(std::span<const Value> items);  ///< of items that live as long as the arena
    [[nodiscard]] Value optional(const Value& held);            ///< copies
    /// Copies the words.
    [[nodiscard]] Value error(std::string_view words, std::uint32_t node = 0);
    /// Of words that live as long as the arena, a literal's for one.
    [[nodiscard]] Value error_of(std::string_view words, std::uint32_t node, bool over_budget = false);
    /// Copies the entries. An error value when a key stands twice (1, 1u and 1.0 are one key) or is no key.
    [[nodiscard]] Value map(std::span<const Map::Entry> entries);

  private:
    struct Block {
        std::unique_ptr<std::byte[]> memory;
        std::size_t size = 0;
    };
    void forget();
    [[nodiscard]] void* take(std::size_t bytes, std::size_t alignment);
    [[nodiscard]] void* take_from_next(std::size_t bytes, std::size_t alignment);

    std::vector<Block> blocks_;
    std::size_t block_ = 0;  ///< the one that is being filled
    std::size_t used_ = 0;   ///< bytes of it
    std::size_t total_ = 0;  ///< bytes given, of all
    std::size_t bytes_max_;
    bool is_exhausted_ = false;
};

template <class T>
std::span<T> Arena::array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (count > bytes_max_ / sizeof(T)) {
        is_exhausted_ = true;
        return {};
    }
    void* memory = allocate(count * sizeof(T), alignof(T));
    if (memory == nullptr) return {};
    T* first = static_cast<T*>(memory);
    for (std::size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
}

template <class T>
const T& Arena::keep(const T& value) {
    static_assert(std::is_trivially_destructible_v<T> && sizeof(T) <= 256);
    return *new (take(sizeof(T), alignof(T))) T(value);
}

}  // namespace makegood::cel

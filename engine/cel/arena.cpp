#include "engine/cel/arena.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/cel/equality.hpp"

namespace makegood::cel {

namespace {

constexpr std::size_t block_bytes_min = 1024;
constexpr std::size_t block_bytes_max = 256 * 1024;

constexpr Fault exhausted{"out of memory for this run", 0, true};

std::size_t align(std::size_t used, std::size_t alignment) {
    return (used + alignment - 1) & ~(alignment - 1);
}

}  // namespace

void Arena::forget() {
    block_ = 0;
    used_ = 0;
    total_ = 0;
    is_exhausted_ = false;
}

void* Arena::allocate(std::size_t bytes, std::size_t alignment) {
    if (is_exhausted_ || bytes > bytes_max_ - std::min(total_, bytes_max_)) {
        is_exhausted_ = true;
        return nullptr;
    }
    return take(bytes, alignment);
}

void* Arena::take(std::size_t bytes, std::size_t alignment) {
    total_ += std::max<std::size_t>(bytes, 1);
    if (block_ < blocks_.size()) {
        const std::size_t begin = align(used_, alignment);
        if (begin + bytes <= blocks_[block_].size) {
            used_ = begin + bytes;
            return blocks_[block_].memory.get() + begin;
        }
    }
    return take_from_next(bytes, alignment);
}

void* Arena::take_from_next(std::size_t bytes, std::size_t alignment) {
    // Blocks that were kept are filled again in their order; one that is too small is passed over.
    std::size_t next = blocks_.empty() ? 0 : block_ + 1;
    while (next < blocks_.size() && blocks_[next].size < bytes + alignment) ++next;
    if (next >= blocks_.size()) {
        const std::size_t grown = blocks_.empty() ? block_bytes_min : blocks_.back().size * 2;
        const std::size_t size = std::max(std::clamp(grown, block_bytes_min, block_bytes_max), bytes + alignment);
        blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
        next = blocks_.size() - 1;
    }
    block_ = next;
    used_ = bytes;
    return blocks_[block_].memory.get();
}

std::string_view Arena::copy(std::string_view text) {
    if (text.empty()) return {};
    void* memory = allocate(text.size(), 1);
    if (memory == nullptr) return {};
    std::memcpy(memory, text.data(), text.size());
    return {static_cast<const char*>(memory), text.size()};
}

Value Arena::string(std::string_view utf8) {
    if (utf8.size() > UINT32_MAX) is_exhausted_ = true;
    const std::string_view kept = copy(utf8);
    return is_exhausted_ ? Value::error(exhausted) : Value::string(kept);
}

Value Arena::list(std::span<const Value> items) {
    const auto kept = array<Value>(items.size());
    if (is_exhausted_) return Value::error(exhausted);
    std::copy(items.begin(), items.end(), kept.begin());
    return list_of(kept);
}

Value Arena::list_of(std::span<const Value> items) {
    return is_exhausted_ ? Value::error(exhausted) : Value::of(keep(List{items}));
}

Value Arena::optional(const Value& held) {
    return is_exhausted_ ? Value::error(exhausted) : Value::optional(&keep(held));
}

Value Arena::error(std::string_view words, std::uint32_t node) {
    return error_of(copy(words), node);
}

Value Arena::error_of(std::string_view words, std::uint32_t node, bool over_budget) {
    return Value::error(is_exhausted_ ? keep(Fault{exhausted.words, node, true})
                                      : keep(Fault{words, node, over_budget}));
}

Value Arena::map(std::span<const Map::Entry> entries) {
    const auto kept = array<Map::Entry>(entries.size());
    const auto order = array<std::uint32_t>(entries.size());
    if (is_exhausted_) return Value::error(exhausted);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!is_key(entries[i].key)) return error_of("unsupported key type: a key is a bool, int, uint or string", 0);
        kept[i] = entries[i];
    }
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return compare_keys(kept[a].key, kept[b].key) < 0; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (compare_keys(kept[order[i - 1]].key, kept[order[i]].key) == 0) {
            return error_of("a key stands twice in a map", 0);
        }
    }
    return Value::of(keep(Map{kept, order}));
}

}  // namespace makegood::cel

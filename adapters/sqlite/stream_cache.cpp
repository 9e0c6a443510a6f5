#include "adapters/sqlite/stream_cache.hpp"

namespace makegood::sqlite {

namespace {

std::size_t weigh(const InvoiceStream& state) {
    return 1 + state.history.size() + (state.books ? state.books->billing.lines.size() : 0);
}

}  // namespace

HeldStream* StreamCache::find_held(const InvoiceNumber& number) {
    const auto known = by_number_.find(number.text());
    return known == by_number_.end() ? nullptr : use(known->second);
}

bool StreamCache::holds(const InvoiceNumber& number) const {
    const std::lock_guard lock(held_mutex_);
    return held_.contains(number.text());
}

HeldStream* StreamCache::find(const InvoiceNumber& number) {
    if (HeldStream* held = find_held(number)) return held;
    const auto id = folder_.find(number);
    return id ? &insert({*id, number, folder_.fold(*id)}) : nullptr;
}

HeldStream* StreamCache::find(std::int64_t id, std::uint64_t before) {
    if (const auto known = by_id_.find(id); known != by_id_.end()) return use(known->second);
    return &insert({id, folder_.number_of(id), folder_.fold(id, before)});
}

HeldStream& StreamCache::insert(HeldStream stream) {
    slots_.push_front({std::move(stream), 0});
    const auto slot = slots_.begin();
    by_id_.emplace(slot->stream.id, slot);
    by_number_.emplace(slot->stream.number.text(), slot);
    const std::lock_guard lock(held_mutex_);
    held_.insert(slot->stream.number.text());
    return slot->stream;
}

HeldStream* StreamCache::use(Slots::iterator slot) {
    slots_.splice(slots_.begin(), slots_, slot);
    return &slot->stream;
}

void StreamCache::drop(std::int64_t id) {
    if (const auto known = by_id_.find(id); known != by_id_.end()) erase(known->second);
}

void StreamCache::erase(Slots::iterator slot) {
    weight_ -= slot->weight;
    by_id_.erase(slot->stream.id);
    by_number_.erase(slot->stream.number.text());
    {
        const std::lock_guard lock(held_mutex_);
        held_.erase(slot->stream.number.text());
    }
    slots_.erase(slot);
}

void StreamCache::clear() {
    by_number_.clear();
    by_id_.clear();
    slots_.clear();
    weight_ = 0;
    const std::lock_guard lock(held_mutex_);
    held_.clear();
}

void StreamCache::trim() {
    if (slots_.empty()) return;
    Slot& used = slots_.front();
    weight_ -= used.weight;
    used.weight = weigh(used.stream.state);
    weight_ += used.weight;
    while (slots_.size() > 1 && (slots_.size() > streams_max_ || weight_ > lines_max_)) erase(std::prev(slots_.end()));
}

}  // namespace makegood::sqlite

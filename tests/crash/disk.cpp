#include "tests/crash/disk.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

namespace makegood::crash {

namespace {

constexpr std::size_t sector_bytes = 512;

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put(std::string& content, std::size_t offset, std::string_view bytes) {
    if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size());
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void put(std::string& content, const Disk::File::Change& change) {
    if (change.bytes)
        put(content, change.offset, *change.bytes);
    else
        content.resize(change.offset);
}

}  // namespace

Disk::Handle Disk::open(const std::string& path, FileKind kind, bool is_new) {
    const std::lock_guard lock(mutex_);
    Handle& entry = entries_[path];
    if (entry) return entry;
    entry = std::make_shared<File>(File{kind, {}, {}, is_new && kind != FileKind::database});
    if (!is_new) {
        entry->synced = read_whole(path);
        synced_entries_[path] = entry;
    }
    return entry;
}

bool Disk::goes_at(Step step) {
    if (!moment_ || (moment_->step != Step::change && moment_->step != step)) return false;
    if (--moment_->countdown > 0) return false;
    is_cut_ = true;
    return true;
}

Verdict Disk::meets(const Real& real) {
    switch (trouble_.load()) {
        case Trouble::full: return Verdict::full;
        case Trouble::read_only: return Verdict::read_only;
        case Trouble::broken: return Verdict::broken;
        case Trouble::none:
        case Trouble::sync_fails: break;
    }
    return real() ? Verdict::ok : Verdict::broken;
}

Verdict Disk::write(File& file, std::size_t offset, std::string_view bytes, const Real& real) {
    const std::lock_guard lock(mutex_);
    if (is_cut_) return Verdict::gone;
    const bool goes = goes_at(file.kind == FileKind::database ? Step::database_write : Step::change);
    if (!goes)
        if (const Verdict verdict = meets(real); verdict != Verdict::ok) return verdict;
    file.unsynced.push_back({offset, std::string(bytes)});
    if (file.kind == FileKind::database) ++database_writes_;
    return goes ? Verdict::gone : Verdict::ok;
}

Verdict Disk::truncate(File& file, std::size_t size, const Real& real) {
    const std::lock_guard lock(mutex_);
    if (is_cut_) return Verdict::gone;
    const bool goes = goes_at(Step::change);
    if (!goes)
        if (const Verdict verdict = meets(real); verdict != Verdict::ok) return verdict;
    file.unsynced.push_back({size, std::nullopt});
    return goes ? Verdict::gone : Verdict::ok;
}

Verdict Disk::sync(File& file) {
    const std::lock_guard lock(mutex_);
    if (is_cut_) return Verdict::gone;
    const bool goes = goes_at(Step::sync);
    // The power may go before the sync has done anything, or when it is done and nobody was told.
    if (goes && dice_.falls(1, 2)) return Verdict::gone;
    if (!goes && trouble_ == Trouble::sync_fails) {
        file.synced = remains_of(file);
        file.unsynced.clear();
        return Verdict::sync_failed;
    }
    if (const Verdict verdict = meets([] { return true; }); verdict != Verdict::ok) return verdict;
    for (const File::Change& change : file.unsynced) put(file.synced, change);
    file.unsynced.clear();
    if (file.syncs_folder) synced_entries_ = entries_;
    file.syncs_folder = false;
    return goes ? Verdict::gone : Verdict::ok;
}

Verdict Disk::remove(const std::string& path, bool syncs_folder, const Real& real) {
    const std::lock_guard lock(mutex_);
    if (is_cut_) return Verdict::gone;
    const bool goes = goes_at(Step::change);
    if (!goes)
        if (const Verdict verdict = meets(real); verdict != Verdict::ok) return verdict;
    entries_.erase(path);
    if (syncs_folder && !goes) synced_entries_ = entries_;
    return goes ? Verdict::gone : Verdict::ok;
}

void Disk::cut_at(Moment moment) {
    const std::lock_guard lock(mutex_);
    moment_ = moment;
}

void Disk::cut_now() {
    const std::lock_guard lock(mutex_);
    is_cut_ = true;
}

void Disk::materialise(const std::string& folder) {
    const std::lock_guard lock(mutex_);
    std::set<std::string> paths;
    for (const auto* entries : {&entries_, &synced_entries_})
        for (const auto& [path, file] : *entries) paths.insert(path);
    for (const std::string& path : paths) {
        const auto shown = entries_.find(path);
        const auto synced = synced_entries_.find(path);
        Handle file = synced == synced_entries_.end() ? nullptr : synced->second;
        const Handle latest = shown == entries_.end() ? nullptr : shown->second;
        if (file != latest && dice_.falls(1, 2)) file = latest;
        if (!file) continue;
        const std::string content = remains_of(*file);
        std::ofstream out(std::filesystem::path(folder) / std::filesystem::path(path).filename(), std::ios::binary);
        out << content;
        if (!out.flush()) throw std::runtime_error("the files after the cut cannot be written to " + folder);
    }
}

std::string Disk::remains_of(const File& file) {
    // Of four: how many of the writes reach the disk. All and none are the rarest in theory and the commonest in life.
    const std::size_t lucky = dice_.below(5);
    std::string content = file.synced;
    for (const File::Change& change : file.unsynced) {
        const bool is_torn = change.bytes && dice_.falls(1, 8);
        if (is_torn)
            keep_sectors(content, change);
        else if (dice_.falls(lucky, 4))
            keep(content, change);
        else
            ++writes_dropped_;
    }
    return content;
}

void Disk::keep(std::string& content, const File::Change& change) {
    put(content, change);
    ++writes_kept_;
}

void Disk::keep_sectors(std::string& content, const File::Change& change) {
    const std::string_view bytes = *change.bytes;
    for (std::size_t from = 0; from < bytes.size();) {
        const std::size_t rest_of_sector = sector_bytes - (change.offset + from) % sector_bytes;
        const std::size_t size = std::min(bytes.size() - from, rest_of_sector);
        if (dice_.falls(1, 2)) put(content, change.offset + from, bytes.substr(from, size));
        from += size;
    }
    ++writes_kept_;
}

}  // namespace makegood::crash

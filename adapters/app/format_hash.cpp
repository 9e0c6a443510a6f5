#include "adapters/app/format_hash.hpp"

namespace makegood::app {

void FormatHash::begin(const std::string& name) {
    name_ = name;
    file_ = std::make_unique<vault::Hasher>();
}

void FormatHash::take(std::string_view bytes) {
    file_->add(bytes);
    bytes_ += bytes.size();
}

const std::string& FormatHash::end() {
    return files_.emplace_back(vault::to_hex(file_->finish()), name_).first;
}

std::string FormatHash::done() const {
    if (files_.size() == 1) return files_.front().first;
    vault::Hasher list;
    for (const auto& [hash, name] : files_) list.add(hash + "  " + name + "\n");
    return vault::to_hex(list.finish());
}

}  // namespace makegood::app

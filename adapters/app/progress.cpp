#include "adapters/app/progress.hpp"

#include <iostream>

#include <unistd.h>

namespace makegood::app {

namespace {

constexpr const char* clear_line = "\r\033[K";

}  // namespace

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear();
}

void Progress::clear() {
    if (shown_) std::cerr << clear_line << std::flush;
    shown_ = false;
}

void Progress::show(const std::string& text) {
    const auto now = std::chrono::steady_clock::now();
    if (!on_terminal_ || now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    shown_ = true;
    std::cerr << clear_line << text << std::flush;
}

}  // namespace makegood::app

#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace makegood::sqlite {

/// How far a commit goes before it is told. Only `full` keeps the promise of law 11; `normal` exists so that the
/// power-cut test can be seen to fail.
enum class Synchronous { full, normal };

struct Options {
    std::string path;
    /// Canonical JSON of the configuration that Company::configuration is the hash of; journalled when it changes.
    std::string configuration_content{};
    std::size_t queue_max = 8192;                              ///< commands waiting for the writer
    std::size_t batch_max = 128;                               ///< commands in one commit
    std::size_t reader_threads = 2;                            ///< one connection each
    std::size_t read_queue_max = 1024;                         ///< reads waiting for a reader
    std::chrono::milliseconds reader_age_max{5'000};           ///< an older snapshot is interrupted
    std::size_t cached_streams_max = 20'000;                   ///< invoices kept folded by the writer
    std::size_t cached_lines_max = 200'000;                    ///< lines and events of these, together
    std::size_t answers_max = 1'000'000;                       ///< stored answers; the oldest go first
    std::chrono::milliseconds answer_age_max{7 * 86'400'000};  ///< by the clock of the events
    std::chrono::milliseconds drain_max{10'000};               ///< for the commands still queued at stop
    std::chrono::milliseconds busy_max{5'000};                 ///< waiting for another process to end its write
    Synchronous synchronous = Synchronous::full;
    std::string vfs{};             ///< a SQLite VFS by name; empty: the default one
    int checkpoint_pages = 1'536;  ///< of the write-ahead log, from which on it is copied into the file
};

}  // namespace makegood::sqlite

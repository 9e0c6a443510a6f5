#include "adapters/app/premises.hpp"

#include <chrono>
#include <filesystem>
#include <iostream>

#include "adapters/app/batch_formats.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/zones/zones.hpp"

namespace makegood::app {

Instant SystemClock::now() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant(std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count());
}

std::string default_config() {
    std::error_code ignored;
    return std::filesystem::is_directory("config", ignored) ? "config" : MAKEGOOD_DEFAULT_CONFIG;
}

std::optional<Premises> load_premises(const std::string& config_directory, const Crypto& crypto) {
    auto configuration = config::load(config_directory);
    if (!configuration) {
        for (const config::FileFinding& finding : configuration.error())
            std::cerr << "makegood: " << config::in_words(finding) << "\n";
        return std::nullopt;
    }
    const std::vector<std::string> objections = objections_to_layouts(*configuration);
    for (const std::string& objection : objections)
        std::cerr << "makegood: " << config_directory << "/" << objection << "\n";
    if (!objections.empty()) return std::nullopt;
    auto zone = zones::load_zone(configuration->time_zone);
    if (!zone) {
        std::cerr << "makegood: " << config_directory << "/company.json at /time_zone: " << zone.error() << "\n";
        return std::nullopt;
    }
    Company company{*std::move(zone),
                    configuration->guarantee,
                    configuration->chart,
                    configuration->prefixes,
                    vault::to_hex(crypto.sha256(configuration->content)),
                    nullptr,
                    configuration->reference_rates,
                    configuration->customer_lists,
                    configuration->settling.short_payment,
                    configuration->settling.make_good_tax,
                    configuration->settling.tax_point,
                    configuration->settling.accrues};
    return Premises{*std::move(configuration), std::move(company)};
}

sqlite::Options store_options(const std::string& database, const config::Configuration& configuration) {
    const config::Limits& limits = configuration.limits;
    sqlite::Options options;
    options.path = database;
    options.configuration_content = configuration.content;
    options.queue_max = static_cast<std::size_t>(limits.writer_queue_max);
    options.batch_max = static_cast<std::size_t>(limits.writer_batch_max);
    options.reader_age_max = std::chrono::milliseconds(limits.reader_age_max_ms);
    options.cached_streams_max = static_cast<std::size_t>(limits.stream_cache_max);
    options.answers_max = static_cast<std::size_t>(limits.answers_kept_max);
    options.answer_age_max = std::chrono::hours(limits.answers_kept_hours);
    options.drain_max = std::chrono::milliseconds(limits.drain_timeout_ms);
    return options;
}

int fail(const std::string& reason) {
    std::cerr << "makegood: " << reason << "\n";
    return exit_failed;
}

}  // namespace makegood::app

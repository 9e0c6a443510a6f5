#include "engine/desk/export_log.hpp"

namespace makegood {

namespace {

Refusal refuse_batch(std::uint64_t number) {
    return {RefusalReason::unknown_batch, {{"", "batch " + std::to_string(number), "the number of a sealed batch"}}};
}

/// What was put together must begin where the last batch ended: somebody else may have closed meanwhile.
std::optional<Refusal> refuse_content(const ExportLog& log, const BatchContent& content) {
    const bool is_next = content.number == log.batches.size() + 1 && content.after_sequence == log.sealed_to() &&
                         content.last_sequence >= content.after_sequence;
    if (is_next) return std::nullopt;
    return Refusal{RefusalReason::batch_out_of_order,
                   {{"", "batch " + std::to_string(content.number),
                     "batch " + std::to_string(log.batches.size() + 1) + ", from event " +
                         std::to_string(log.sealed_to() + 1) + " on: somebody closed meanwhile"}}};
}

Decision seal(const ExportLog& log, const SealBatch& command, const Context& context) {
    const BatchContent& content = command.content;
    const Date today = context.company.zone.date_at(context.now);
    if (auto refusal = refuse_to_close(log, content.through, today)) return Failure{*std::move(refusal)};
    if (auto refusal = refuse_content(log, content)) return Failure{*std::move(refusal)};
    std::vector<Entry> accrual;
    if (context.company.accrues) accrual = entries_for_accrual(context.company.chart, content.liabilities);
    std::vector<Entry> reversal = turned_around(accrual);
    return std::vector<Event>{BatchSealed{content, std::move(accrual), std::move(reversal)}};
}

Decision answer(const ExportLog& log, const AnswerBatch& command) {
    const Batch* batch = log.find(command.number);
    if (!batch) return Failure{refuse_batch(command.number)};
    const bool is_same = batch->answer == command.answer && (batch->state == BatchState::booked) == command.is_booked;
    if (is_same && batch->state != BatchState::sealed) return std::vector<Event>{};
    if (batch->state == BatchState::booked)
        return Failure{
            Refusal{RefusalReason::batch_answered,
                    {{"", "batch " + std::to_string(command.number) + ", booked as \"" + batch->answer + "\"",
                      "a batch that is not booked yet"}}}};
    return std::vector<Event>{BatchAnswered{command.number, command.is_booked, command.answer}};
}

}  // namespace

const Batch* ExportLog::find(std::uint64_t number) const {
    return number >= 1 && number <= batches.size() ? &batches[number - 1] : nullptr;
}

std::uint64_t ExportLog::sealed_to() const {
    return batches.empty() ? 0 : batches.back().content.last_sequence;
}

std::optional<Date> ExportLog::closed_through() const {
    return batches.empty() ? std::nullopt : std::optional(batches.back().content.through);
}

void apply(ExportLog& log, const Recorded& recorded) {
    invariant(recorded.stream_version == log.version + 1, "the events of a stream follow one another without a gap");
    if (const auto* sealed = std::get_if<BatchSealed>(&recorded.event)) {
        invariant(sealed->content.number == log.batches.size() + 1, "batches are numbered without a hole");
        log.batches.push_back({sealed->content, recorded.at, recorded.actor});
        log.batches.back().accrual = sealed->accrual;
    } else if (const auto* answered = std::get_if<BatchAnswered>(&recorded.event)) {
        invariant(log.find(answered->number) != nullptr, "a batch is sealed before it is answered for");
        Batch& batch = log.batches[answered->number - 1];
        batch.state = answered->is_booked ? BatchState::booked : BatchState::failed;
        batch.answer = answered->answer;
    } else {
        invariant(false, "the stream of exports holds batches");
    }
    log.version = recorded.stream_version;
}

std::optional<Refusal> refuse_to_close(const ExportLog& log, Date through, Date today) {
    if (through >= today)
        return Refusal{RefusalReason::through_not_past,
                       {{"/through", to_text(through),
                         "a day before today, " + to_text(today) +
                             ", in the company's "
                             "zone"}}};
    const auto closed = log.closed_through();
    if (closed && through <= *closed)
        return Refusal{RefusalReason::batch_out_of_order,
                       {{"/through", to_text(through),
                         "a day after " + to_text(*closed) + ", through which everything is closed"}}};
    return std::nullopt;
}

Decision decide(const ExportLog& log, const ExportCommand& command, const Context& context) {
    if (const auto* sealing = std::get_if<SealBatch>(&command)) return seal(log, *sealing, context);
    return answer(log, std::get<AnswerBatch>(command));
}

}  // namespace makegood

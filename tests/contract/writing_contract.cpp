#include <map>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

namespace {

void done_survives_closing(Place& place) {
    HandClock clock(monday_morning());
    std::string before;
    {
        auto store = place.open(company(), clock);
        REQUIRE(submit_and_wait(*store, record("R-1", "180.00")).was_accepted());
        const Reply opened = submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00")));
        REQUIRE(opened.was_accepted());
        REQUIRE(submit_and_wait(*store, Approve{opened.claim()}).was_accepted());
        before = whole_journal(*store).back().envelope;
    }
    auto store = place.open(company(), clock);
    CHECK(whole_journal(*store).back().envelope == before);
    read(*store, [](Reader& reader) {
        const auto stream = reader.invoice(InvoiceNumber("R-1"));
        REQUIRE(stream);
        CHECK(to_text(stream->books->standing.totals(stream->books->billing).gross) == "120.00");
        CHECK(stream->adjustments.size() == 1);
        CHECK(stream->claims.at(0).statements.at(0).words()->reveal() == "the cellar was flooded");
    });
    CHECK(submit_and_wait(*store, invoke("R-1", worth_of_whole("100.00"))).version == 8);
}

void refusal_leaves_nothing(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    const std::size_t events = whole_journal(*store).size();
    struct Row {
        Command command;
        RefusalReason reason;
        const char* why;
    };
    const std::vector<Row> rows = {
        {invoke("R-2", worth_of_whole("1.00")), RefusalReason::unknown_invoice, "nothing was billed under it"},
        {invoke("R-1", worth_of_line("9", "1.00")), RefusalReason::not_understood, "there is no line 9"},
        {invoke("R-1", worth_of_whole("1,00")), RefusalReason::not_understood, "that is not money"},
        {Approve{ClaimId(Uuid{})}, RefusalReason::unknown_claim, "nobody opened it"},
        {record("R-1", "1.00"), RefusalReason::invoice_differs, "the number is taken"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Reply reply = submit_and_wait(*store, row.command);
        CHECK(reply.completed.status == SubmissionStatus::done);
        CHECK(reply.completed.answer.status == 422);
        CHECK(reply.refusal == row.reason);
    }
    CHECK(whole_journal(*store).size() == events);
}

void refusals_are_counted(Place& place) {
    HandClock clock(monday_morning());
    {
        auto store = place.open(company(), clock);
        store->count_refusal("not-understood");
        store->count_refusal("unknown-invoice");
        (void)submit_and_wait(*store, record("R-1"));
        store->count_refusal("not-understood");
    }
    auto store = place.open(company(), clock);
    store->count_refusal("not-understood");
    (void)submit_and_wait(*store, record("R-2"));
    read(*store, [](Reader& reader) {
        std::map<std::string, std::uint64_t> refused;
        for (const RefusalRow& row : reader.refusals()) refused[row.kind] += row.refused;
        CHECK(refused == std::map<std::string, std::uint64_t>{{"not-understood", 3}, {"unknown-invoice", 1}});
    });
}

void predecessors_are_seen(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    BusyWriter busy(*store);
    auto recorded = submit(*store, record("R-1"));
    auto again = submit(*store, record("R-1"));
    auto opened = submit(*store, invoke("R-1", worth_of_whole("120.00")));
    auto further = submit(*store, invoke("R-1", worth_of_whole("110.00")));
    busy.let_go();
    CHECK(recorded.get().version == 1);
    CHECK(again.get().events.empty());
    CHECK(opened.get().version == 2);
    const Reply last = further.get();
    CHECK(last.version == 3);
    CHECK(std::holds_alternative<StatementMade>(last.events.at(0).recorded.event));
}

void all_submitters_are_answered(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    constexpr int threads = 4;
    constexpr int each = 50;
    std::atomic<int> accepted{0};
    std::vector<std::thread> submitters;
    for (int t = 0; t < threads; ++t)
        submitters.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                accepted += submit_and_wait(*store, record(std::to_string(t) + "-" + std::to_string(i))).was_accepted();
        });
    for (std::thread& submitter : submitters) submitter.join();
    CHECK(accepted == threads * each);
    const auto journal = whole_journal(*store);
    REQUIRE(journal.size() == threads * each + 1);
    for (std::size_t i = 0; i < journal.size(); ++i) REQUIRE(journal[i].sequence == i + 1);
}

Submission breaking(Command command, bool after_all) {
    Submission submission{std::move(command), office(), {}, {}, {}};
    submission.render = [after_all](const Outcome&) -> Answer {
        if (after_all) break_invariant("a test may break things", std::source_location::current());
        return {201, {}, {}, {}};
    };
    return submission;
}

void broken_command_is_undone_alone(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    for (const char* number : {"R-1", "R-2", "R-3"}) (void)submit_and_wait(*store, record(number));
    BusyWriter busy(*store);
    auto first = submit(*store, invoke("R-1", worth_of_whole("120.00")));
    std::promise<Completed> broken;
    store->submit(breaking(invoke("R-2", worth_of_whole("120.00")), true),
                  [&](Completed completed) { broken.set_value(std::move(completed)); });
    std::promise<Completed> broken_new;
    store->submit(breaking(record("R-9"), true),
                  [&](Completed completed) { broken_new.set_value(std::move(completed)); });
    auto unknown = submit(*store, invoke("R-9", worth_of_whole("1.00")));
    auto second = submit(*store, invoke("R-2", worth_of_whole("110.00")));
    busy.let_go();
    CHECK(broken.get_future().get().status == SubmissionStatus::broken);
    CHECK(broken_new.get_future().get().status == SubmissionStatus::broken);
    CHECK(unknown.get().refusal == RefusalReason::unknown_invoice);
    const auto number_of = [](const Reply& reply) {
        return std::get<ClaimOpened>(reply.events.at(0).recorded.event).number.text();
    };
    const Reply before = first.get();
    const Reply after = second.get();
    CHECK(number_of(before) == "CL-2026-000001");
    CHECK(number_of(after) == "CL-2026-000002");
    CHECK(after.events.at(0).sequence == before.events.at(0).sequence + 1);
    CHECK(store->is_writable());
}

void law_9_numbers_are_gapless(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    constexpr int invoices = 120;
    for (int i = 0; i < invoices; ++i) (void)submit_and_wait(*store, record("R-" + std::to_string(i), "180.00"));
    const auto work = [&](int from) {
        for (int i = from; i < invoices; i += 2) {
            const std::string number = "R-" + std::to_string(i);
            if (i % 3 == 0) {
                std::promise<void> ended;
                store->submit(breaking(invoke(number, worth_of_whole("10.00")), true),
                              [&](const Completed&) { ended.set_value(); });
                ended.get_future().wait();
            }
            (void)submit_and_wait(*store, invoke(number, worth_of_line("7", "1.00")));
            const Reply opened = submit_and_wait(*store, invoke(number, worth_of_whole("120.00")));
            (void)submit_and_wait(*store, Approve{opened.claim()});
            (void)submit_and_wait(*store, Approve{opened.claim()});
        }
    };
    std::thread even(work, 0);
    std::thread odd(work, 1);
    even.join();
    odd.join();
    read(*store, [&](Reader& reader) {
        const auto adjustments = reader.adjustments(0, 1'000);
        REQUIRE(adjustments.size() == invoices);
        for (std::size_t i = 0; i < adjustments.size(); ++i)
            REQUIRE(std::get<AdjustmentIssued>(adjustments[i].recorded.event).adjustment.ordinal ==
                    static_cast<std::int64_t>(i + 1));
    });
}

void law_9_continues_after_reopening(Place& place) {
    HandClock clock(*parse_instant("2026-12-31T12:00:00Z"));
    struct Row {
        const char* at;
        const char* number;
        const char* why;
    };
    const Row rows[] = {
        {"2026-12-31T12:00:00Z", "CL-2026-000001", "the first"},
        {"2026-12-31T13:00:00Z", "CL-2026-000002", "the next"},
        {"2027-01-01T00:00:00Z", "CL-2027-000001", "a new year"},
        {"2026-12-31T23:00:00Z", "CL-2027-000002", "the clock went back, the series does not"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        clock.set(*parse_instant(row.at));
        auto store = place.open(company(), clock);
        const std::string invoice_number = std::string("R-") + row.number;
        (void)submit_and_wait(*store, record(invoice_number));
        const Reply opened = submit_and_wait(*store, invoke(invoice_number, worth_of_whole("1.00")));
        CHECK(std::get<ClaimOpened>(opened.events.at(0).recorded.event).number.text() == row.number);
    }
}

void time_never_goes_back(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    clock.set(Instant(monday_morning().unix_ms() - 3'600'000));
    CHECK(submit_and_wait(*store, record("R-2")).events.at(0).recorded.at == monday_morning());
}

void full_queue_turns_away(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock, {.queue_max = 2, .batch_max = 1});
    BusyWriter busy(*store);
    auto first = submit(*store, record("R-1"));
    auto second = submit(*store, record("R-2"));
    CHECK(submit_and_wait(*store, record("R-3")).completed.status == SubmissionStatus::queue_full);
    busy.let_go();
    CHECK(first.get().was_accepted());
    CHECK(second.get().was_accepted());
    CHECK(submit_and_wait(*store, record("R-3")).was_accepted());
}

void closing_drains(Place& place) {
    HandClock clock(monday_morning());
    std::vector<std::future<Reply>> replies;
    {
        auto store = place.open(company(), clock);
        for (int i = 0; i < 500; ++i) replies.push_back(submit(*store, record("R-" + std::to_string(i))));
    }
    for (auto& reply : replies) REQUIRE(reply.get().was_accepted());
    auto store = place.open(company(), clock);
    CHECK(whole_journal(*store).size() == 501);
}

void stale_version_is_told(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00")), {}, {}, 1).claim();
    (void)submit_and_wait(*store, AddNote{claim, Personal("called twice")});
    const Reply stale = submit_and_wait(*store, Approve{claim}, {}, {}, 2);
    CHECK(stale.refusal == RefusalReason::stale_version);
    REQUIRE(stale.since.size() == 1);
    CHECK(stale.since[0].type == "note-added");
    CHECK(stale.since[0].actor == office());
    CHECK(submit_and_wait(*store, Approve{claim}, {}, {}, 3).was_accepted());
}

}  // namespace

std::vector<Clause> writing_contract() {
    return {
        {"law 11: what was told done is there after closing and reopening", done_survives_closing},
        {"a refused command leaves nothing in the journal", refusal_leaves_nothing},
        {"law 6: refusals are counted, and the counts outlive the store", refusals_are_counted},
        {"a command sees its predecessors of the same commit", predecessors_are_seen},
        {"every one of many submitters is answered, and the journal has no hole", all_submitters_are_answered},
        {"law 11: a command that breaks is undone alone, with the numbers it took", broken_command_is_undone_alone},
        {"law 9: numbers are gapless while commands succeed, fail and break side by side", law_9_numbers_are_gapless},
        {"law 9: a series goes on where it was, over closings, years and clocks", law_9_continues_after_reopening},
        {"law 15: no event is earlier than the one before it", time_never_goes_back},
        {"a full queue turns away what comes and does what it has", full_queue_turns_away},
        {"closing does what is queued and answers every command", closing_drains},
        {"a stale version is refused and told who did what since", stale_version_is_told},
    };
}

}  // namespace makegood::contract

#include "adapters/http/api/papers.hpp"

#include "adapters/http/api/actions.hpp"
#include "adapters/http/api/lists.hpp"
#include "adapters/http/api/long_work.hpp"
#include "adapters/http/api/money_bodies.hpp"
#include "adapters/http/api/money_render.hpp"

namespace makegood::http {

namespace {

constexpr std::string_view pdf_ending = ".pdf";
constexpr std::string_view xml_ending = ".xml";

Response paper_response(Result<std::string, Findings> bytes, PaperKind kind, const std::string& file) {
    if (!bytes)
        return problem_with(422, "not-in-this-form", "The document cannot be written in this form", bytes.error());
    Response response;
    response.content_type = kind == PaperKind::pdf ? "application/pdf" : "application/xml";
    response.headers.push_back({"Content-Disposition", "inline; filename*=UTF-8''" + percent_encoded(file)});
    response.body = *std::move(bytes);
    return response;
}

std::optional<std::uint64_t> batch_number(const Exchange& exchange) {
    return parse_number<std::uint64_t>(exchange.parameter);
}

Response no_batch() {
    return to_response(answer_of({RefusalReason::unknown_batch}));
}

std::string rendered(const Batch& batch) {
    std::string body;
    JsonWriter json(body);
    write_batch(json, batch);
    return body;
}

/// The answer to a sealed batch, and to one that was answered for.
Answer batch_answer(const Outcome& outcome, std::uint64_t number, int status) {
    return {status,
            rendered(*outcome.exports->find(number)),
            {},
            status == 201 ? "/v1/exports/" + std::to_string(number) : std::string()};
}

void answer_batch(Surroundings& around, Exchange exchange, bool is_booked) {
    const auto number = batch_number(exchange);
    if (!number) return exchange.responder(no_batch());
    if (auto refused = refuse_if_match(exchange.request)) return exchange.responder(*std::move(refused));
    auto command = read_batch_answer(*number, is_booked, exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command),
                [number = *number](const Outcome& outcome) { return batch_answer(outcome, number, 200); });
}

Response file_response(Result<BatchFile, Findings> file) {
    if (!file) return problem_with(422, "not-in-this-form", "The batch has no such file", file.error());
    Response response;
    response.content_type = "application/octet-stream";
    response.headers.push_back({"Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file->name)});
    response.body = std::move(file->bytes);
    return response;
}

/// Reads all that a batch is made of, however much that is.
void get_batch_file(Surroundings& around, Exchange exchange, std::uint64_t number, const std::string& format,
                    const std::string& file) {
    auto asked = std::make_shared<Exchange>(std::move(exchange));
    around.long_work.run(
        [&finance = around.finance, asked, number, format, file](Reader& reader) {
            const bool is_sealed = reader.exports().find(number) != nullptr;
            asked->responder(is_sealed ? file_response(finance.batch_file(number, format, file)) : no_batch());
        },
        [asked](std::string_view reason) { asked->responder(not_readable(reason)); });
}

/// What sealing refuses too, whatever the batch holds.
bool is_about_the_day(RefusalReason reason) {
    return reason == RefusalReason::through_not_past || reason == RefusalReason::batch_out_of_order;
}

/// What is put to the store for a period that cannot be closed: it refuses for the same reason, and keeps that for
/// repeats.
SealBatch nothing_through(Date through) {
    return {BatchContent{0, through, 0, 0, {}, {}, {}, {}, {}, {}}};
}

void close_period(Surroundings& around, Exchange exchange, Date through) {
    auto prepared = around.finance.prepare_close(through, around.finance.today());
    if (!prepared && !is_about_the_day(prepared.error().reason))
        return exchange.responder(to_response(answer_of(prepared.error())));
    SealBatch seal = prepared ? *std::move(prepared) : nothing_through(through);
    submit(around, std::move(exchange), ExportCommand(std::move(seal)), [](const Outcome& outcome) {
        return batch_answer(outcome, outcome.exports->batches.back().content.number, 201);
    });
}

}  // namespace

std::optional<PaperKind> paper_kind(std::string_view parameter) {
    if (parameter.ends_with(pdf_ending)) return PaperKind::pdf;
    if (parameter.ends_with(xml_ending)) return PaperKind::xml;
    return std::nullopt;
}

void get_paper(Surroundings& around, Exchange exchange, PaperKind kind) {
    read(around, std::move(exchange), [&finance = around.finance, kind](Reader& reader, const Exchange& asked) {
        const std::string number = asked.parameter.substr(0, asked.parameter.size() - pdf_ending.size());
        const auto row = reader.adjustment(AdjustmentNumber(number));
        if (!row) return not_found("No adjustment has the number \"" + number + "\".");
        const Adjustment& adjustment = *document_in(row->recorded.event);
        // As it stood when the document was issued: a later one changes nothing on it.
        const auto stream = reader.invoice_as_of(adjustment.invoice, row->sequence);
        return paper_response(finance.paper(*stream, adjustment, kind, reader.configuration_at(row->sequence)), kind,
                              asked.parameter);
    });
}

void get_make_goods(Surroundings& around, Exchange exchange) {
    read_numbered_list(
        around, std::move(exchange),
        [](Reader& reader, std::uint64_t after, std::size_t limit) { return reader.make_goods(after, limit); },
        [](JsonWriter& json, const MakeGoodRow& row) { write_make_good(json, row.make_good); },
        [](const MakeGoodRow& row) { return row.sequence; });
}

void get_make_good(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [&finance = around.finance](Reader& reader, const Exchange& asked) {
        const bool is_pdf = paper_kind(asked.parameter) == PaperKind::pdf;
        const std::string number =
            is_pdf ? asked.parameter.substr(0, asked.parameter.size() - pdf_ending.size()) : asked.parameter;
        const auto row = reader.make_good(MakeGoodNumber(number));
        if (!row) return not_found("No make-good has the number \"" + number + "\".");
        if (is_pdf) {
            const auto stream = reader.invoice(row->make_good.invoice);
            return paper_response(finance.letter(*stream, row->make_good, reader.configuration_at(row->sequence)),
                                  PaperKind::pdf, asked.parameter);
        }
        std::string body;
        JsonWriter json(body);
        write_make_good(json, row->make_good);
        return json_response(std::move(body));
    });
}

/// Puts the batch together from a snapshot of its own, and then seals it like any other command: of two who close at
/// once one is told that the other was faster, and a repeat gets the first answer again, though nothing is left to
/// close.
void post_export(Surroundings& around, Exchange exchange) {
    const auto through = read_close(exchange.request.body);
    if (!through) return exchange.responder(refused_body(through.error()));
    if (auto refused = refuse_if_match(exchange.request)) return exchange.responder(*std::move(refused));
    if (auto refused = refuse_headers(exchange.request)) return exchange.responder(*std::move(refused));
    auto asked = std::make_shared<Exchange>(std::move(exchange));
    around.long_work.run(
        [&around, asked, through = *through](Reader&) { close_period(around, std::move(*asked), through); },
        [asked](std::string_view reason) { asked->responder(not_readable(reason)); });
}

void get_exports(Surroundings& around, Exchange exchange) {
    read_numbered_list(
        around, std::move(exchange),
        [](Reader& reader, std::uint64_t after, std::size_t limit) {
            std::vector<Batch> batches = reader.exports().batches;
            batches.erase(batches.begin(), batches.begin() + static_cast<std::ptrdiff_t>(
                                                                 std::min<std::uint64_t>(after, batches.size())));
            if (batches.size() > limit)
                batches.erase(batches.begin() + static_cast<std::ptrdiff_t>(limit), batches.end());
            return batches;
        },
        write_batch, [](const Batch& batch) { return batch.content.number; });
}

void get_export(Surroundings& around, Exchange exchange) {
    const auto number = batch_number(exchange);
    if (!number) return exchange.responder(no_batch());
    auto format = query_parameter(exchange.request, "format");
    if (!format) return exchange.responder(std::move(format).error());
    auto file = query_parameter(exchange.request, "file");
    if (!file) return exchange.responder(std::move(file).error());
    if (*file && !*format)
        return exchange.responder(not_understood("file", **file, "a file together with the format that it is of"));
    if (*format) return get_batch_file(around, std::move(exchange), *number, **format, file->value_or(""));
    read(around, std::move(exchange), [number = *number](Reader& reader, const Exchange&) {
        const ExportLog log = reader.exports();
        const Batch* batch = log.find(number);
        return batch ? json_response(rendered(*batch)) : no_batch();
    });
}

void post_export_booked(Surroundings& around, Exchange exchange) {
    answer_batch(around, std::move(exchange), true);
}

void post_export_failed(Surroundings& around, Exchange exchange) {
    answer_batch(around, std::move(exchange), false);
}

}  // namespace makegood::http

#include "adapters/import/json_lines.hpp"

#include "adapters/import/draft_check.hpp"

namespace makegood::import {

namespace {

struct Line {
    std::string text;
    std::uint64_t bytes = 0;  ///< of the whole line, also where the text was cut
    bool is_cut = false;
};

bool read_line(std::istream& in, Line& line) {
    line = {};
    std::streambuf& bytes = *in.rdbuf();
    for (int c = bytes.sbumpc(); c != std::char_traits<char>::eof(); c = bytes.sbumpc()) {
        ++line.bytes;
        if (c == '\n') return true;
        if (line.text.size() < json_line_bytes_max)
            line.text += static_cast<char>(c);
        else
            line.is_cut = true;
    }
    return line.bytes > 0;
}

void take(const Line& line, Source source, const ReadJsonInvoice& read_invoice, Intake& intake) {
    if (line.is_cut)
        return intake.reject(std::move(source), {{"", std::to_string(line.bytes) + " bytes on one line",
                                                  "at most " + std::to_string(json_line_bytes_max)}});
    auto draft = read_invoice(line.text);
    if (!draft) return intake.reject(std::move(source), std::move(draft).error());
    source.document = draft->number.text();
    Findings findings = check_draft(*draft);
    if (findings.empty()) return intake.invoice(std::move(source), std::move(draft).value());
    intake.reject(std::move(source), std::move(findings));
}

}  // namespace

void read_json_lines(std::istream& in, const std::string& file, const ReadJsonInvoice& read_invoice, Intake& intake,
                     const std::function<void(std::uint64_t)>& at_byte) {
    std::uint64_t bytes_done = 0;
    Line line;
    for (std::size_t number = 1; read_line(in, line); ++number) {
        bytes_done += line.bytes;
        if (line.text.find_first_not_of(" \t\r") == std::string::npos && !line.is_cut) continue;
        take(line, {file, number, {}}, read_invoice, intake);
        at_byte(bytes_done);
    }
}

}  // namespace makegood::import

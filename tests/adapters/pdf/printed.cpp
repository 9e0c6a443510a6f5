#include "tests/adapters/pdf/printed.hpp"

#include <cstdio>
#include <fstream>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace makegood::pdf {

namespace {

std::string squeezed(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string three = text.substr(i, 3);
        const bool is_mark = three >= "\u200E" && three <= "\u200F";
        const bool is_embedding = three >= "\u202A" && three <= "\u202E";
        if (is_mark || is_embedding)
            i += 2;
        else if (text.compare(i, 2, "\u00A0") == 0)
            i += 1;
        else if (static_cast<unsigned char>(text[i]) > ' ')
            out += text[i];
    }
    return out;
}

}  // namespace

std::string output_of(const std::string& command) {
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string out;
    char buffer[4096];
    for (std::size_t read = 0; (read = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, read);
    ::pclose(pipe);
    return out;
}

Printed::Printed(const Result<std::string, std::string>& pdf) {
    if (!pdf) FAIL(pdf.error());
    static int printed = 0;
    file_ = std::filesystem::temp_directory_path() /
            ("makegood-" + std::to_string(::getpid()) + "-" + std::to_string(++printed) + ".pdf");
    std::ofstream(file_, std::ios::binary) << *pdf;
}

Printed::~Printed() {
    std::filesystem::remove(file_);
}

std::string Printed::answer(const std::string& before, const std::string& after) const {
    return output_of(before + " '" + file_.string() + "' " + after);
}

std::string Printed::complaint() const {
    const std::string said = answer("qpdf --check");
    return said.find("No syntax or stream encoding errors found") != said.npos && said.find("WARNING") == said.npos
               ? ""
               : said;
}

std::string Printed::text() const {
    return answer("pdftotext -layout -enc UTF-8", "-");
}

std::string Printed::in_order() const {
    return answer("pdftotext -raw -enc UTF-8", "-");
}

std::string Printed::page(int number) const {
    const std::string of = std::to_string(number);
    return answer("pdftotext -layout -enc UTF-8 -f " + of + " -l " + of, "-");
}

int Printed::pages() const {
    const std::string said = particulars();
    const std::size_t at = said.find("Pages:");
    REQUIRE(at != said.npos);
    return std::stoi(said.substr(at + 6));
}

std::string Printed::read_aloud() const {
    return answer("pdfinfo -struct-text");
}

std::string Printed::particulars() const {
    return answer("TZ=UTC LC_ALL=C pdfinfo");
}

bool has(const std::string& text, const std::string& part) {
    return squeezed(text).find(squeezed(part)) != std::string::npos;
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

}  // namespace makegood::pdf

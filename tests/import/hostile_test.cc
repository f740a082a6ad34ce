// Files made to harm, through ogictl as it is shipped: what it says, how it ends, and how much
// memory it took at most, the processes that it starts included.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "tests/import/layouts.h"
#include "tests/import/zip_file.h"
#include "tests/support/process.h"

namespace ogi::import_test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr int kDone = 0;
constexpr int kRefused = 2;
constexpr int kDoubtful = 5;
constexpr int64_t kMegabyte = int64_t{1} << 20;
// Of everything: far more than a report takes, far less than what these files ask for.
constexpr int64_t kMaxMegabytes = 400;

class HostileFile : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(directory_.Path(name), std::ios::binary) << bytes;
    return directory_.Path(name);
  }

  ProgramResult Import(const std::string& path) {
    const absl::Time begin = absl::Now();
    ProgramResult ended = RunProgram({OGI_OGICTL, "import", path});
    const int64_t peak_megabytes = ended.peak_bytes / kMegabyte;
    std::cout << std::filesystem::path(path).filename().string() << " ended with "
              << ended.exit_code << " after " << absl::Now() - begin << ", " << peak_megabytes
              << " MB at most: " << ended.output.substr(0, 200) << "\n";
    EXPECT_LT(peak_megabytes, kMaxMegabytes);
    return ended;
  }

  void ExpectRefused(const std::string& path) {
    const ProgramResult ended = Import(path);
    EXPECT_EQ(ended.exit_code, kRefused) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("错误："));
  }

  // Whatever is left of it may be read, but nothing may break.
  void ExpectNoHarm(const std::string& path) {
    EXPECT_THAT(Import(path).exit_code, AnyOf(kDone, kRefused, kDoubtful));
  }

  TemporaryDirectory directory_;
};

struct Kind {
  const char* name;
  std::string (*render)(const PrintedItems&, Dice&);
};

std::string Repeated(absl::string_view text, size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) absl::StrAppend(&all, text);
  return all;
}

std::string Report(std::string (*render)(const PrintedItems&, Dice&)) {
  Dice dice(20'261'123);
  const Sample sample = MakeSample({}, dice);
  return render(Print(sample, {}, dice), dice);
}

constexpr absl::string_view kWordHead =
    R"(<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)";

TEST_F(HostileFile, OfAHundredMegabytesIsRefusedUnread) {
  const std::string path = Write("large.txt", "");
  std::filesystem::resize_file(path, static_cast<uintmax_t>(100 * kMegabyte));
  ExpectRefused(path);
}

TEST_F(HostileFile, OfManyMegabytesOfTextIsRefused) {
  ExpectRefused(Write("text.txt", Repeated("二、主动公开政府信息情况 12 34\n", 1'000'000)));
}

TEST_F(HostileFile, OfOneLineWithoutEndIsRefused) {
  ExpectRefused(Write("line.txt", Repeated("0", 30'000'000)));
}

TEST_F(HostileFile, ThatUnpacksToFarMoreIsRefused) {
  // What this process holds when it starts another counts as that one's.
  const std::string path =
      Write("bomb.docx",
            ZipFile({{"word/document.xml", absl::StrCat(kWordHead, Repeated(" ", 300'000'000))}}));
  ExpectRefused(path);
}

TEST_F(HostileFile, ThatUnpacksToManyFilesIsRefused) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < 50'000; ++i) entries.emplace_back(absl::StrCat("word/", i, ".xml"), "");
  ExpectRefused(Write("files.docx", ZipFile(entries)));
}

TEST_F(HostileFile, WithXmlEntitiesThatMultiplyIsRefused) {
  std::string xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"12345678\">";
  for (int i = 1; i < 12; ++i) {
    absl::StrAppendFormat(&xml, "<!ENTITY a%d \"%s\">", i,
                          Repeated(absl::StrCat("&a", i - 1, ";"), 10));
  }
  absl::StrAppend(
      &xml,
      "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/"
      "2006/main\"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>");
  ExpectRefused(Write("entities.docx", ZipFile({{"word/document.xml", xml}})));
}

TEST_F(HostileFile, WithWordTablesNestedDeepIsRefused) {
  ExpectRefused(Write(
      "deep.docx", ZipFile({{"word/document.xml",
                             absl::StrCat(kWordHead, Repeated("<w:tbl><w:tr><w:tc>", 100'000))}})));
}

TEST_F(HostileFile, OfNothingButBadEntitiesIsRefused) {
  const ProgramResult ended =
      Import(Write("entities.html", absl::StrCat("<html><body>", Repeated("&zz;", 2'000'000))));
  EXPECT_EQ(ended.exit_code, kRefused) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("字符实体"));
}

TEST_F(HostileFile, WithHtmlTablesNestedDeepIsRefused) {
  ExpectRefused(
      Write("deep.html", absl::StrCat("<html><body>", Repeated("<table><tr><td>", 100'000), "1")));
}

TEST_F(HostileFile, WithHtmlElementsNestedDeepIsRefused) {
  ExpectRefused(
      Write("divs.html", absl::StrCat("<html><body>", Repeated("<div><b>", 200'000), "1")));
}

TEST_F(HostileFile, WithMergedCellsBeyondReasonIsRefused) {
  ExpectRefused(Write(
      "spans.html",
      absl::StrCat("<html><body><table>",
                   Repeated("<tr><td rowspan=65534 colspan=1000>1</td></tr>", 5000), "</table>")));
}

TEST_F(HostileFile, WithAMillionPdfObjectsIsRefused) {
  std::string pdf =
      "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
      "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n";
  for (int i = 3; i < 1'000'000; ++i)
    absl::StrAppend(&pdf, i, " 0 obj\n[", i + 1, " 0 R]\nendobj\n");
  ExpectRefused(Write("objects.pdf", pdf + "trailer\n<</Root 1 0 R/Size 1000000>>\n%%EOF\n"));
}

TEST_F(HostileFile, WithPdfPagesInACircleIsRefused) {
  ExpectRefused(Write("circle.pdf",
                      "%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n"
                      "<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 2000000000>>\nendobj\n"
                      "trailer\n<</Root 1 0 R/Size 3>>\n%%EOF\n"));
}

TEST_F(HostileFile, ThatIsNoiseIsRefused) {
  Dice dice(1);
  for (const absl::string_view start :
       {"", "%PDF-1.7\n", "PK\x03\x04", "<html>", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}) {
    std::string noise(start);
    for (int i = 0; i < 100'000; ++i) noise += static_cast<char>(dice.Number(0, 255));
    ExpectRefused(Write("noise", noise));
  }
}

TEST_F(HostileFile, ThatIsEmptyIsRefused) { ExpectRefused(Write("empty.pdf", "")); }

TEST_F(HostileFile, CutOffAnywhereDoesNoHarm) {
  for (const auto& [name, render] : {Kind{"cut.html", RenderHtml}, Kind{"cut.docx", RenderDocx},
                                     Kind{"cut.pdf", RenderPdf}, Kind{"cut.txt", RenderPageText}}) {
    const std::string whole = Report(render);
    for (const size_t part : {1U, 3U, 5U, 7U, 9U}) {
      ExpectNoHarm(Write(name, whole.substr(0, whole.size() * part / 10)));
    }
  }
}

TEST_F(HostileFile, WithDamagedBytesDoesNoHarm) {
  Dice dice(2);
  for (const auto& [name, render] : {Kind{"bad.html", RenderHtml}, Kind{"bad.docx", RenderDocx},
                                     Kind{"bad.pdf", RenderPdf}, Kind{"bad.txt", RenderPageText}}) {
    for (int i = 0; i < 3; ++i) {
      std::string bytes = Report(render);
      for (int j = 0; j < 20; ++j)
        bytes[dice.Index(bytes.size())] = static_cast<char>(dice.Number(0, 255));
      ExpectNoHarm(Write(name, bytes));
    }
  }
}

}  // namespace
}  // namespace ogi::import_test

// Reports are printed in many ways and imported again. No way of printing may yield a wrong cell,
// and only where cells run together may one stay unsure.
//
// OGI_IMPORT_CASES says how many (default 300), OGI_IMPORT_SEED which one alone. A document that
// fails is kept in the test's temporary directory; OGI_IMPORT_KEEP=1 keeps the others too.
#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/compare.h"
#include "tests/import/layouts.h"

namespace ogi::import_test {
namespace {

struct Layout {
  const char* name;
  const char* extension;
  std::string (*render)(const PrintedItems&, Dice&);
  SampleOptions sample;
  PrintOptions print;
  // Of a thousand cells, how many may stay unsure, over all documents. None may be wrong.
  size_t unsure_in_thousand = 0;
  // Whether the texts are compared, where no cell is unsure.
  bool texts = true;
  // Whether it may be in another encoding.
  bool is_text = true;
};

// Nothing can be blank where only the order of numbers tells them apart.
constexpr SampleOptions kNoBlanks = {.blanks = false};
constexpr SampleOptions kNumbersOnly = {.blanks = false, .notes = false};

const Layout kLayouts[] = {
    {"html", "html", RenderHtml, {}, {.remarks = true}},
    {"html with columns in another order",
     "html",
     RenderHtml,
     {},
     {.other_column_order = true},
     /*unsure_in_thousand=*/5},
    {"html with table four by rows", "html", RenderHtml, {}, {.table_four_by_rows = true}},
    {"html with table four in another order",
     "html",
     RenderHtml,
     {},
     {.other_outcome_order = true}},
    {.name = "docx",
     .extension = "docx",
     .render = RenderDocx,
     .print = {.remarks = true},
     .is_text = false},
    {.name = "docx with table four by rows",
     .extension = "docx",
     .render = RenderDocx,
     .print = {.table_four_by_rows = true},
     .is_text = false},
    {"markdown", "md", RenderMarkdown, {}, {}},
    // A blank cell at the end of a line may be lost, so a row that begins with one can be read
    // twice.
    {"tabs", "txt", RenderTabs, {}, {}, /*unsure_in_thousand=*/10},
    {"tabs with columns in another order",
     "txt",
     RenderTabs,
     {},
     {.other_column_order = true, .other_outcome_order = true},
     /*unsure_in_thousand=*/1000,
     /*texts=*/false},
    {"text of pages with columns in another order",
     "txt",
     RenderPageText,
     kNoBlanks,
     {.other_column_order = true, .other_outcome_order = true},
     /*unsure_in_thousand=*/1000,
     /*texts=*/false},
    {"a cell a line", "txt", RenderCellALine, kNoBlanks, {}, /*unsure_in_thousand=*/5},
    {"text of pages", "txt", RenderPageText, kNoBlanks, {}, /*unsure_in_thousand=*/5},
    {"text of pages with blanks", "txt", RenderPageText, {}, {}, /*unsure_in_thousand=*/15},
    {.name = "pdf",
     .extension = "pdf",
     .render = RenderPdf,
     .sample = kNoBlanks,
     .unsure_in_thousand = 5,
     .is_text = false},
    {.name = "pdf with blanks",
     .extension = "pdf",
     .render = RenderPdf,
     .unsure_in_thousand = 20,
     .is_text = false},
    {"run together",
     "txt",
     RenderRunTogether,
     kNumbersOnly,
     {.dressed_numbers = false, .free_labels = false},
     /*unsure_in_thousand=*/1000,
     /*texts=*/false},
    // A row that hides a blank and does not add up may look like one that does; so may one whose
    // total is blank, if the rest of the table does not tell.
    {"run together with blanks",
     "txt",
     RenderRunTogether,
     {.notes = false, .blank_totals = false, .errors = false},
     {.dressed_numbers = false, .free_labels = false},
     /*unsure_in_thousand=*/1000,
     /*texts=*/false},
};

uint64_t NumberFromEnvironment(const char* name, uint64_t otherwise) {
  uint64_t number = 0;
  const char* text = std::getenv(name);
  return text != nullptr && absl::SimpleAtoi(text, &number) ? number : otherwise;
}

// As most offices keep their files.
std::string InGb18030(const std::string& utf8) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string converted(utf8.size() * 2, '\0');
  std::string source = absl::StrReplaceAll(utf8, {{"charset=\"utf-8\"", "charset=\"gb2312\""}});
  char* in = source.data();
  char* out = converted.data();
  size_t in_left = source.size();
  size_t out_left = converted.size();
  EXPECT_EQ(iconv(converter, &in, &in_left, &out, &out_left), 0u);
  iconv_close(converter);
  converted.resize(converted.size() - out_left);
  return converted;
}

class Tally {
 public:
  // Of the 2019 form; the 2021 form has a few more.
  static constexpr size_t kCellsOfAForm = 198;

  ~Tally() {
    for (const auto& [name, counts] : counts_) {
      EXPECT_LE(counts.unsure * 1000, counts.allowed * counts.documents * kCellsOfAForm) << name;
      std::cout << absl::StrCat(name, ": ", counts.documents, " documents, ", counts.certain,
                                " certain, ", counts.unsure, " cells unsure, ", counts.wrong,
                                " wrong, ", counts.text_faults, " with a fault in a text\n");
      // One in a hundred; one in few documents.
      EXPECT_LE(counts.text_faults, 1 + counts.documents / 100) << name;
    }
  }

  void Add(const Layout& layout, const Comparison& result, bool certain) {
    Counts& counts = counts_[layout.name];
    counts.allowed = layout.unsure_in_thousand;
    ++counts.documents;
    if (certain) ++counts.certain;
    counts.unsure += result.unsure.size();
    if (layout.texts && result.unsure.empty() && !result.text.empty()) ++counts.text_faults;
    counts.wrong += result.wrong.size();
  }

 private:
  struct Counts {
    size_t documents = 0;
    int certain = 0;
    size_t unsure = 0;
    size_t wrong = 0;
    // Documents with a heading of a table left in the text beside it, say.
    size_t text_faults = 0;
    // Of a thousand.
    size_t allowed = 0;
  };
  std::map<std::string, Counts> counts_;
};

// At most a few lines, so that a bad day stays readable.
std::string Lines(const std::vector<std::string>& lines) {
  constexpr size_t kShown = 6;
  std::string text;
  for (size_t i = 0; i < std::min(lines.size(), kShown); ++i) {
    absl::StrAppend(&text, "  ", lines[i], "\n");
  }
  return lines.size() > kShown ? absl::StrCat(text, "  and ", lines.size() - kShown, " more\n")
                               : text;
}

void RunCase(uint64_t seed, Tally& tally) {
  const Layout& layout = kLayouts[seed % std::size(kLayouts)];
  Dice dice(seed);
  const Sample sample = MakeSample(layout.sample, dice);
  std::string bytes = layout.render(Print(sample, layout.print, dice), dice);
  if (layout.is_text && dice.Chance(20)) bytes = InGb18030(bytes);
  Document document;
  const absl::StatusOr<Imported> imported = ImportFile("report", bytes, &document);

  std::string trouble;
  if (!imported.ok()) {
    trouble = absl::StrCat("not imported: ", imported.status().ToString(), "\n");
  } else {
    const Comparison result = Compare(sample.report, *imported, document);
    tally.Add(layout, result, imported->certain());
    if (!result.wrong.empty()) absl::StrAppend(&trouble, "wrong:\n", Lines(result.wrong));
    if (layout.unsure_in_thousand == 0 && !result.unsure.empty()) {
      absl::StrAppend(&trouble, "unsure:\n", Lines(result.unsure));
    }
  }
  if (trouble.empty() && std::getenv("OGI_IMPORT_KEEP") == nullptr) return;
  const std::string path =
      absl::StrCat(::testing::TempDir(), "ogi_import_", seed, ".", layout.extension);
  std::ofstream(path, std::ios::binary) << bytes;
  ADD_FAILURE() << layout.name << ", OGI_IMPORT_SEED=" << seed << ", kept as " << path << "\n"
                << trouble;
}

TEST(MetamorphicImport, EveryLayoutGivesBackWhatWasPrinted) {
  Tally tally;
  if (std::getenv("OGI_IMPORT_SEED") != nullptr) {
    return RunCase(NumberFromEnvironment("OGI_IMPORT_SEED", 0), tally);
  }
  const uint64_t cases = NumberFromEnvironment("OGI_IMPORT_CASES", 300);
  for (uint64_t seed = 1; seed <= cases; ++seed) RunCase(seed, tally);
}

}  // namespace
}  // namespace ogi::import_test

// Reports that never were: what an import of their documents must find.
#ifndef OGI_TESTS_IMPORT_SAMPLE_H_
#define OGI_TESTS_IMPORT_SAMPLE_H_

#include <string>
#include <vector>

#include "ogi/v1/annual_report.pb.h"
#include "tests/import/dice.h"

namespace ogi::import_test {

struct Sample {
  // Complete but for the agency's code. Cells without a number have a note, or nothing where they
  // are blank.
  v1::AnnualReport report;
  // The parts' texts as paragraphs.
  std::vector<std::string> paragraphs[6];
  // Where a part has a table: how many of its paragraphs stand before it.
  size_t before_table[6] = {};
};

struct SampleOptions {
  // Whether cells may say nothing at all, and whether they may say `/` and the like.
  bool blanks = true;
  bool notes = true;
  // Whether rows may have no figures at all.
  bool blank_rows = true;
  // Whether a total may be blank beside its parts.
  bool blank_totals = true;
  // Whether some totals are wrong, as in life.
  bool errors = true;
};

Sample MakeSample(const SampleOptions& options, Dice& dice);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_SAMPLE_H_

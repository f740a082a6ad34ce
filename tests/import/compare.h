// Whether an import found what was printed.
#ifndef OGI_TESTS_IMPORT_COMPARE_H_
#define OGI_TESTS_IMPORT_COMPARE_H_

#include <string>
#include <vector>

#include "import/importer.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::import_test {

struct Comparison {
  // Never allowed: something is said that the document does not say, or kept silent.
  std::vector<std::string> wrong;
  // Cells that have a note AMBIGUOUS, or that are missing with a doubt that says so.
  std::vector<std::string> unsure;
  // Title, texts and the like that differ.
  std::vector<std::string> text;
};

Comparison Compare(const v1::AnnualReport& printed, const Imported& imported,
                   const Document& document);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_COMPARE_H_

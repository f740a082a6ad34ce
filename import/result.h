// What an import gives: a report, where each of its figures stands in the document, and what is not
// certain.
#ifndef OGI_IMPORT_RESULT_H_
#define OGI_IMPORT_RESULT_H_

#include <string>
#include <vector>

#include "import/document.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// How a cell was read.
enum class CellBasis {
  // The document has it as it is.
  kAsWritten,
  // Digits of neighbouring cells ran together, and the sums of the tables leave one way to part
  // them.
  kBySums,
  // More than one reading is left: the cell has a note AMBIGUOUS with the candidates.
  kAmbiguous,
  // The document has no number there: blank, or a note.
  kNoNumber,
};

// One a cell of the report's edition that was found, and one a cell of another edition's row.
struct CellReading {
  // As in Cells() of domain/form.
  int cell = 0;
  CellBasis basis = CellBasis::kAsWritten;
  // Where it stands in Document::text; the whole run of digits where they ran together.
  TextSpan span;
  int page = 0;
};

// Something a person should look at.
struct Doubt {
  enum class Kind {
    // A cell with several readings.
    kAmbiguousCell,
    // A cell of the form that was not found; where a whole row was not, one doubt with its first
    // cell.
    kMissingCell,
    // A table, a part or a fact (year, scope, date) that was not found or can be read otherwise.
    kMissing,
    // A row or column that was recognised by its place rather than by its label.
    kByPlace,
    // A cell that holds something else than a number; one doubt for all that hold a mark such as
    // `/`.
    kNotANumber,
    // A number or a table that has no place in the report.
    kLeftOver,
    // A row of the other edition's form.
    kOtherEdition,
  };
  Kind kind;
  // -1 where it is about no cell.
  int cell = -1;
  TextSpan span;
  int page = 0;
  // For a clerk: what was seen, and what to do.
  std::string chinese;
  std::string english;
};

struct Imported {
  // `agency` is empty: the document does not know its code. Ambiguous cells carry notes; blank
  // cells are absent; totals that do not add up are as written.
  v1::AnnualReport report;
  std::vector<CellReading> cells;
  // In the order of the document.
  std::vector<Doubt> doubts;

  // No cell ambiguous or missing, nothing left over, every fact found.
  bool certain() const { return doubts.empty(); }
};

}  // namespace ogi

#endif  // OGI_IMPORT_RESULT_H_

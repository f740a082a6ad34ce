// Turns a document into a structured report: what it is sure of, where that stands in the document,
// and what it is not sure of. It never guesses.
#ifndef OGI_CLIENTS_IMPORT_IMPORTER_H_
#define OGI_CLIENTS_IMPORT_IMPORTER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/import/document.h"
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

// Reads a document of any kind. May be called by any thread.
// Errors: INVALID_ARGUMENT, with words for a clerk, where the document is no annual report at all
// (none of the three tables is there). What is merely incomplete is imported, with doubts.
absl::StatusOr<Imported> ImportDocument(const Document& document);

// Both steps. `file_name` goes into the report, as does the digest of `bytes`. `document`, unless
// null, receives the document that the spans count in.
absl::StatusOr<Imported> ImportFile(absl::string_view file_name, absl::string_view bytes,
                                    Document* document = nullptr);

}  // namespace ogi

#endif  // OGI_CLIENTS_IMPORT_IMPORTER_H_

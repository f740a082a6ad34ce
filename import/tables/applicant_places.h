// Tells by place which kind of applicant a value of a printed line is of, where cells of the line
// are blank: the full rows of a page show where its columns stand.
//
//   granted    40      3    0    0    0     1     44
//   refused                                 1      1      below the 1 and the 44
#ifndef OGI_IMPORT_TABLES_APPLICANT_PLACES_H_
#define OGI_IMPORT_TABLES_APPLICANT_PLACES_H_

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "import/rows/table_row.h"
#include "import/tables/applicant_headings.h"

namespace ogi::reading {

// One a kind of applicant, in the order of the form.
using ApplicantValues = std::array<CellValue, kApplicants>;

class ApplicantPlaces {
 public:
  // `rows` are indices of the items that are rows.
  ApplicantPlaces(const FoldedDocument& document, const ItemList& list,
                  const std::vector<size_t>& rows);

  // Of an item in a line with fewer values than kinds; nullopt where places do not tell.
  std::optional<ApplicantValues> Assign(const TableRow& item) const;

 private:
  struct Place {
    double left = 0;
    double right = 0;
  };
  using Places = std::array<Place, kApplicants>;
  // Between the values of full rows.
  struct Gaps {
    void Add(const FoldedDocument& document, const TableRow& item);

    double narrowest = 1e9;
    double widest = 0;
    size_t rows = 0;
    bool tabs = false;
  };

  // The narrowest space between columns; nullopt where the rows of the page do not keep them apart.
  static std::optional<double> Apart(const Places& places);
  // Where blank cells left no space, the numbers are as far apart in every row, and stand below
  // others only by chance.
  bool ByChance(const TableRow& item, double apart) const;

  const FoldedDocument& document_;
  // By page.
  std::map<int, Places> places_;
  std::map<int, Gaps> gaps_;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_APPLICANT_PLACES_H_

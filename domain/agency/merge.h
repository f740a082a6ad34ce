// What a row of a table says of an agency, put into what is on record of it.
//
// A table tells how things are: one name, one superior, one code each. The record also tells how
// they were. A row that says `新名` for an agency that is `旧名` on record means that it is called
// so from today on, and not that it never had another name.
#ifndef OGI_DOMAIN_AGENCY_MERGE_H_
#define OGI_DOMAIN_AGENCY_MERGE_H_

#include "domain/calendar/china_time.h"
#include "ogi/v1/agency.pb.h"

namespace ogi {

// `row` as it is to be on record, list by list of dated texts:
// - none in the row: what is on record stays;
// - one, without dates: if it is in force on record, that stays; else what is in force ends
//   yesterday, and it is in force from today on;
// - anything else: the row's list replaces the one on record.
// All other fields are the row's, but localised names and successions of a row without any.
v1::Agency MergeRow(const v1::Agency& on_record, const v1::Agency& row, CivilDay today);

}  // namespace ogi

#endif  // OGI_DOMAIN_AGENCY_MERGE_H_

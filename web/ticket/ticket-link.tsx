import { Link, useSearch } from '@tanstack/react-router'

export function TicketLink({ reference }: { reference: string }) {
  const search = useSearch({ strict: false })
  return (
    <Link
      to="/tickets/$reference"
      params={{ reference }}
      search={{ view: search.view, desk: search.desk }}
      className="rounded-[4px] font-mono text-xs underline decoration-1 underline-offset-2"
    >
      {reference}
    </Link>
  )
}

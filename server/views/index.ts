export { saveView } from './saved-views.ts'
export { chooseSearchFields } from './search-fields.ts'
export { viewRoutes } from './views.routes.ts'

import { Password, Sessions } from './profile/account.tsx'
import { Keyboard } from './profile/keyboard.tsx'
import { Screen } from './profile/screen.tsx'
import { Writing } from './profile/writing.tsx'
import { You } from './profile/you.tsx'

export default function ProfileSection() {
  return (
    <div className="flex flex-col gap-10">
      <You />
      <Screen />
      <Writing />
      <Keyboard />
      <Password />
      <Sessions />
    </div>
  )
}
